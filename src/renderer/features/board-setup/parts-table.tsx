import { ActionIcon } from '@mantine/core';
import panel from '#renderer/features/vessel/panels.module.css';
import { useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import type { BoardPart } from '#shared/domain/board-part.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { pinsOf, placeOf, probesOf, roleWords, valueOf } from './part-words.ts';
import styles from './parts-table.module.css';
import { useUninstall } from './use-board-parts.ts';

interface PartsTableProps {
  readonly id: DeviceId;
  readonly parts: readonly BoardPart[];
  /** Roles may be taken away. */
  readonly free: boolean;
}

/** Everything that is connected: what it is, what it reads, and the way to take its role away. */
export function PartsTable({ id, parts, free }: PartsTableProps) {
  const unit = useUnit();
  const { uninstall, busy, error } = useUninstall(id);
  return (
    <section className={panel['panel']} aria-label="Connected to the board">
      <h2>Connected to the board</h2>
      <table className={styles['parts']}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Reads</th>
            <th scope="col">
              <span className="visually-hidden">Role</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...probesOf(parts), ...pinsOf(parts)].map((part) => {
            const { slot, role, wiring } = part;
            const place = placeOf(wiring);
            return (
              <tr key={place}>
                <th scope="row">
                  <span>{role === null ? 'No role yet' : roleWords[role]}</span>
                  <small>{place}</small>
                </th>
                <td>{valueOf(part, unit)}</td>
                <td>
                  {slot !== null && (
                    <ActionIcon
                      disabled={!free || busy}
                      aria-label={`Take the role away from ${place}`}
                      title="Take the role away"
                      onClick={() => uninstall(slot)}
                    >
                      <Icon name="trash" />
                    </ActionIcon>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <ErrorNote text={error} />
    </section>
  );
}

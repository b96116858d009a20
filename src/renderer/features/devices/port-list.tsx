import { Button } from '@mantine/core';
import panel from '#renderer/features/vessel/panels.module.css';
import { useDevices } from '#renderer/stores/devices.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import styles from './port-list.module.css';
import { usePorts } from './use-device-actions.ts';

interface PortListProps {
  readonly picked: string;
  readonly onPick: (path: string) => void;
}

/** What is plugged into the computer of the console; picking a port puts it into the form. */
export function PortList({ picked, onPick }: PortListProps) {
  const { ports, problem, error, refresh, busy } = usePorts();
  return (
    <section className={panel['panel']} aria-label="Plugged in">
      <div className={panel['head']}>
        <h2>Plugged in</h2>
        <Button
          variant="default"
          disabled={busy}
          leftSection={<Icon name="reset" size={18} />}
          onClick={refresh}
        >
          Refresh
        </Button>
      </div>
      {problem !== null && <p className={panel['words']}>{problem}</p>}
      <ErrorNote text={error} />
      {ports?.length === 0 && problem === null && (
        <p className={panel['words']}>
          Nothing is plugged in that looks like a board. Plug it in and refresh, or type where it is.
        </p>
      )}
      {ports !== undefined && ports.length > 0 && (
        <ul className={styles['list']}>
          {ports.toSorted(knownFirst).map((port) => (
            <PortEntry key={port.path} port={port} picked={port.path === picked} onPick={onPick} />
          ))}
        </ul>
      )}
    </section>
  );
}

type Port = NonNullable<ReturnType<typeof usePorts>['ports']>[number];

/** What says who made it is a board rather than a bare connector of the computer. */
function knownFirst(a: Port, b: Port): number {
  return Number(b.manufacturer !== undefined) - Number(a.manufacturer !== undefined);
}

interface PortEntryProps {
  readonly port: Port;
  readonly picked: boolean;
  readonly onPick: (path: string) => void;
}

function PortEntry({ port, picked, onPick }: PortEntryProps) {
  const { path, manufacturer, serialNumber } = port;
  const user = useDevices((store) => Object.values(store.devices).find((each) => each.connection === path));
  const known = [manufacturer, serialNumber === undefined ? undefined : `serial number ${serialNumber}`];
  const words = known.filter((each) => each !== undefined).join(', ');
  return (
    <li>
      <button type="button" aria-pressed={picked} disabled={user !== undefined} onClick={() => onPick(path)}>
        <strong>{path}</strong>
        <span>{words === '' ? 'No maker known' : words}</span>
        {user !== undefined && <span>{`Used by ${user.name}`}</span>}
      </button>
    </li>
  );
}

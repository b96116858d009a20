import { Button, Modal, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { saveVessel, useVessels } from '#renderer/stores/vessels.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Point } from '#shared/domain/point.ts';
import { assignmentOf, type FreeRole, freeRolesFor } from './assignment.ts';
import styles from './device-dialog.module.css';
import { roleWord } from './links.ts';

/** Gives a free point a role in a vessel that lacks one. */
export function AssignPoint({ point }: { readonly point: Point }) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button variant="default" aria-label={`Use ${point.name}`} onClick={() => setOpened(true)}>
        Use…
      </Button>
      <Modal opened={opened} onClose={close} title={`Use ${point.name}`}>
        {opened && <AssignForm point={point} onClose={close} />}
      </Modal>
    </>
  );
}

const keyOf = ({ vessel, role }: FreeRole): string => `${vessel.id} ${role}`;

function AssignForm({ point, onClose }: { readonly point: Point; readonly onClose: () => void }) {
  const api = useApi();
  const live = useIsLive();
  const configs = useVessels((store) => store.configs);
  const order = useVessels((store) => store.order);
  const roles = freeRolesFor(
    point,
    order.flatMap((id) => configs[id] ?? []),
  );
  const open = roles.filter((each) => each.open);
  const [chosen, setChosen] = useState<string | null>(null);
  const role = open.find((each) => keyOf(each) === chosen) ?? open[0];
  const update = useMutation(api.vessel.update.mutationOptions({ onSuccess: saveVessel }));
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    if (role !== undefined) update.mutate(assignmentOf(role, point.id), { onSuccess: onClose });
  };
  return (
    <form className={styles['form']} noValidate onSubmit={submit}>
      {role === undefined ? (
        <p>
          {roles.length === 0
            ? 'No vessel lacks such a point. Make a new vessel of it.'
            : 'The vessels that could use it are running: switch one off first, or make a new vessel.'}
        </p>
      ) : (
        <NativeSelect
          label="Use it as"
          data={open.map((each) => ({ value: keyOf(each), label: roleLabel(each) }))}
          value={keyOf(role)}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      <ErrorNote text={update.error === null ? null : errorText(update.error)} />
      <div className={styles['choices']}>
        <Button
          className={styles['apart'] ?? ''}
          component="a"
          variant={role === undefined ? 'filled' : 'subtle'}
          href={hrefOf({ screen: 'new-vessel' })}
        >
          New vessel
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        {role !== undefined && (
          <Button type="submit" disabled={!live} loading={update.isPending}>
            Assign
          </Button>
        )}
      </div>
    </form>
  );
}

/** "Beer of Fermenter 1" */
function roleLabel({ vessel, role }: FreeRole): string {
  return `${roleWord(role, vessel.kind)} of ${vessel.name}`;
}

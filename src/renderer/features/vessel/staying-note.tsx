import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import type { OutputState } from '#shared/domain/output.ts';
import styles from './output-list.module.css';

/** Below an output that nothing switches off when the computer dies: what that means, and the word that it needs once. */
export function StayingNote({ output }: { readonly output: OutputState }) {
  const api = useApi();
  const live = useIsLive();
  const accept = useMutation(api.point.acceptStaying.mutationOptions());
  if (output.staying === 'no') return null;
  const asks = output.staying === 'unaccepted' && output.role === 'heater';
  return (
    <div className={styles['staying']}>
      <p>
        {asks
          ? 'If this computer dies or its cable is pulled while this is on, it stays on: its board cannot switch it off by itself. Give it a thermal cut-out of its own.'
          : 'If this computer dies, this stays as it is.'}
      </p>
      {asks && (
        <Button
          variant="default"
          disabled={!live}
          loading={accept.isPending}
          onClick={() => accept.mutate({ id: output.pointId })}
        >
          I know, use it all the same
        </Button>
      )}
      <ErrorNote text={accept.error === null ? null : errorText(accept.error)} />
    </div>
  );
}

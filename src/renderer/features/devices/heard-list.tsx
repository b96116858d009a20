import { Button } from '@mantine/core';
import panel from '#renderer/features/vessel/panels.module.css';
import { useConsoleNow } from '#renderer/stores/clock.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { formatAgo } from '#renderer/ui/duration.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { HeardSender } from '#shared/domain/hydrometer.ts';
import { AdoptSender } from './adopt-sender.tsx';
import styles from './heard-list.module.css';
import { heardValueWord, heardValueWords, senderKindWords } from './heard-words.ts';
import { useForget, useHeard } from './use-heard.ts';

/** Sensors that post their values to the console and are no devices yet. */
export function HeardList() {
  const { senders, error, refresh } = useHeard();
  return (
    <section className={panel['panel']} aria-label="Heard on the network">
      <h2>Heard on the network</h2>
      <ErrorNote text={error} onRetry={refresh} />
      {senders.length === 0 ? (
        <p className={panel['words']}>
          No sensor waits here. Let an iSpindel, a GravityMon or a TiltBridge send its values to this console;
          it appears when it has sent for the first time.
        </p>
      ) : (
        <ul className={styles['list']}>
          {senders.map((sender) => (
            <HeardEntry key={sender.key} sender={sender} onForgotten={refresh} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface HeardEntryProps {
  readonly sender: HeardSender;
  readonly onForgotten: () => void;
}

function HeardEntry({ sender, onForgotten }: HeardEntryProps) {
  const { key, kind, name, lastSeenMs, values } = sender;
  const unit = useUnit();
  const live = useIsLive();
  const now = useConsoleNow(1000);
  const { forget, busy, error } = useForget(key);
  return (
    <li>
      <div>
        <h3>{name}</h3>
        <p className={styles['kind']}>
          {`${senderKindWords[kind]}, ${formatAgo(Math.max(0, now - lastSeenMs) / 1000)}`}
        </p>
      </div>
      <dl className={styles['values']}>
        {values.map((each) => (
          <div key={each.address}>
            <dt>{heardValueWord(each.address)}</dt>
            <dd>{heardValueWords(each, unit)}</dd>
          </div>
        ))}
      </dl>
      <ErrorNote text={error} />
      <div className={styles['buttons']}>
        <AdoptSender sender={sender} />
        <Button
          variant="subtle"
          aria-label={`Forget ${name}`}
          disabled={!live}
          loading={busy}
          onClick={() => forget(onForgotten)}
        >
          Forget
        </Button>
      </div>
    </li>
  );
}

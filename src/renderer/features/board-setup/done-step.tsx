import { Button } from '@mantine/core';
import { vesselOfBoard } from '#renderer/features/devices/links.ts';
import panel from '#renderer/features/vessel/panels.module.css';
import { useVessels } from '#renderer/stores/vessels.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import styles from './board-setup.module.css';
import { lacksOf, placeOf, roleWords } from './part-words.ts';
import { StepFrame, type StepProps } from './step-frame.tsx';

/** What is set, what is missing, and the way to the vessel. */
export function DoneStep({ device, parts, ready, onStep }: StepProps) {
  const vessel = useVessels((store) => vesselOfBoard(device, Object.values(store.configs)));
  const { missing, without } = lacksOf(parts, ready);
  const set = parts.filter(({ role }) => role !== null);
  const complete = missing.length === 0;
  return (
    <StepFrame
      step="done"
      title={complete ? 'The fermenter is ready' : 'Something is missing'}
      parts={parts}
      onStep={onStep}
    >
      <Sentences label="Missing" lines={missing} />
      <Sentences label="Good to know" lines={without} />
      <Sentences
        label="Set"
        lines={set.map(({ role, wiring }) => `${role === null ? '' : roleWords[role]}: ${placeOf(wiring)}`)}
      />
      {vessel !== undefined && (
        <>
          <p className={panel['words']}>
            {complete
              ? `Set a temperature on the screen of ${vessel.name} and switch it to auto: the board does the rest.`
              : `${vessel.name} can be looked at already, but it will not regulate.`}
          </p>
          <Button
            component="a"
            className={styles['alone'] ?? ''}
            variant={complete ? 'filled' : 'default'}
            href={hrefOf({ screen: 'vessel', id: vessel.id })}
          >
            {complete ? `Set a temperature on ${vessel.name}` : `To ${vessel.name}`}
          </Button>
        </>
      )}
    </StepFrame>
  );
}

function Sentences({ label, lines }: { readonly label: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3 className={styles['small']}>{label}</h3>
      <ul className={styles['sentences']} aria-label={label}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

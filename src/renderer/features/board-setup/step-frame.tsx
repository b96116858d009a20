import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import type { BoardPart } from '#shared/domain/board-part.ts';
import type { Device } from '#shared/domain/device.ts';
import styles from './board-setup.module.css';
import { isBegun, type Step, steps, stepWords } from './steps.ts';

/** What each step is told. */
export interface StepProps {
  readonly device: Device;
  /** What is connected; nothing has a value while the board is away. */
  readonly parts: readonly BoardPart[];
  /** The board listens, and so does the console. */
  readonly ready: boolean;
  /** The vessel of the board is off, so that roles may be given. */
  readonly off: boolean;
  readonly onStep: (step: Step) => void;
}

interface StepFrameProps {
  readonly step: Step;
  readonly title: string;
  readonly parts: readonly BoardPart[];
  readonly onStep: (step: Step) => void;
  readonly children: ReactNode;
}

/** A step with its way on and back. Whoever comes to it by keyboard or ear begins at its heading. */
export function StepFrame({ step, title, parts, onStep, children }: StepFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const at = steps.indexOf(step);
  const before = steps[at - 1];
  const next = steps[at + 1];
  return (
    <section className={panel['panel']} aria-label={stepWords[step]}>
      <h2 ref={heading} tabIndex={-1} className={styles['heading']}>
        {title}
      </h2>
      {children}
      <div className={styles['ways']}>
        {before !== undefined && (
          <Button className={styles['before'] ?? ''} variant="default" onClick={() => onStep(before)}>
            {`Back to ${stepWords[before].toLowerCase()}`}
          </Button>
        )}
        {next !== undefined && (
          <Button variant={isBegun(step, parts) ? 'filled' : 'default'} onClick={() => onStep(next)}>
            {isBegun(step, parts) ? 'Next' : 'Skip this'}
          </Button>
        )}
      </div>
    </section>
  );
}

import { type ReactNode, useId } from 'react';
import styles from './settings-screen.module.css';

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** One group of settings under its heading. */
export function Section({ title, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

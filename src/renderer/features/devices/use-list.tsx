import { hrefOf } from '#renderer/ui/router.ts';
import type { Point } from '#shared/domain/point.ts';
import styles from './device-dialog.module.css';
import { type PointUse, wordsOfUse } from './links.ts';

interface UseListProps {
  readonly uses: readonly { readonly point: Point; readonly use: PointUse }[];
}

/** What points do, with a way to each vessel that has them. */
export function UseList({ uses }: UseListProps) {
  return (
    <ul className={styles['uses']}>
      {uses.map(({ point, use }) => (
        <li key={`${point.id} ${use.vessel.id} ${use.role}`}>
          {`${point.name} is ${use.as === 'spare' ? 'a' : 'the'} ${wordsOfUse(use).toLowerCase()} of `}
          <a href={hrefOf({ screen: 'vessel', id: use.vessel.id })}>{use.vessel.name}</a>
        </li>
      ))}
    </ul>
  );
}

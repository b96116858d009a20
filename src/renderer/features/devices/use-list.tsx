import { hrefOf } from '#renderer/ui/router.ts';
import type { Point } from '#shared/domain/point.ts';
import styles from './device-dialog.module.css';
import { type PointUse, roleWord } from './links.ts';

interface UseListProps {
  readonly uses: readonly { readonly point: Point; readonly use: PointUse }[];
}

/** What points do, with a way to each vessel that has them. */
export function UseList({ uses }: UseListProps) {
  return (
    <ul className={styles['uses']}>
      {uses.map(({ point, use: { vessel, role } }) => (
        <li key={`${point.id} ${vessel.id} ${role}`}>
          {`${point.name} is the ${roleWord(role, vessel.kind).toLowerCase()} of `}
          <a href={hrefOf({ screen: 'vessel', id: vessel.id })}>{vessel.name}</a>
        </li>
      ))}
    </ul>
  );
}

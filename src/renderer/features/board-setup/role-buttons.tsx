import { Button } from '@mantine/core';
import type { BoardRole } from '#shared/domain/board-part.ts';
import styles from './board-setup.module.css';
import { roleWords } from './part-words.ts';

interface RoleButtonsProps<R extends BoardRole> {
  /** What the role is given to, for who does not see where the buttons stand. */
  readonly of: string;
  readonly roles: readonly R[];
  readonly role: BoardRole | null;
  readonly disabled: boolean;
  readonly onRole: (role: R) => void;
}

/** The roles that something can have; the one that it has is marked. */
export function RoleButtons<R extends BoardRole>(props: RoleButtonsProps<R>) {
  const { of, roles, role, disabled, onRole } = props;
  return (
    <div className={styles['roles']} data-many={roles.length > 3} role="group" aria-label={`What ${of} is`}>
      {roles.map((each) => {
        const has = each === role;
        const word = roleWords[each].replace(' sensor', '');
        return (
          <Button
            key={each}
            variant={has ? 'filled' : 'default'}
            disabled={disabled}
            aria-pressed={has}
            aria-label={`${word}: ${of}`}
            onClick={() => {
              if (!has) onRole(each);
            }}
          >
            {word}
          </Button>
        );
      })}
    </div>
  );
}

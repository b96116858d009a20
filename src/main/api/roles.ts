import type { Role } from '#shared/contract/base.ts';

/** Each role may do what the roles before it may. */
const ranks: Readonly<Record<Role, number>> = { look: 0, operate: 1, admin: 2 };

/** True when somebody of role `has` may call what needs at least `needed`. */
export function roleAllows(has: Role, needed: Role): boolean {
  return ranks[has] >= ranks[needed];
}

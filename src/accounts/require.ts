// Who may: refusals for routes that are not for everybody.
import { AppError } from '../platform/errors.ts';
import type { Principal } from './model.ts';

/** A signed-in person. */
export type Person = Extract<Principal, { type: 'user' }>;

/** @throws AppError sign-in-required for an API key. */
export function requirePerson(principal: Principal): Person {
  if (principal.type !== 'user') throw new AppError('sign-in-required');
  return principal;
}

/** @throws AppError sign-in-required, or role-required for managers and members. */
export function requireAdmin(principal: Principal): Person {
  const person = requirePerson(principal);
  if (person.role !== 'owner' && person.role !== 'admin') throw new AppError('role-required');
  return person;
}

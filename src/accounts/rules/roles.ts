// Who may change whom, and to what. Pure.
import type { Role } from '../model.ts';

/** Whether somebody of this role may change, deactivate or invite people at all. */
export function isAdmin(role: Role): boolean {
  return role === 'owner' || role === 'admin';
}

/** Whether `actor` may give this role, or touch one who has it: nobody reaches above their own. */
export function reaches(actor: Role, role: Role): boolean {
  return isAdmin(actor) && (actor === 'owner' || role !== 'owner');
}

// Who is told of what: active members only.
import type { Recipient } from '../model.ts';

/** A member, as far as it matters here. */
export interface Person {
  userId: string;
  name: string;
  email: string;
  role: string;
  deactivatedAt?: Date | null;
}

/** Whom an inquiry is told to: its assignee, or where there is none (or one who left) the owners and admins. */
export function hearersOfInquiry(people: Person[], assigneeId: string | null): Recipient[] {
  const active = people.filter(isActive);
  const assignee = active.find(({ userId }) => userId === assigneeId);
  return (assignee ? [assignee] : active.filter(isAdmin)).map(toRecipient);
}

/** Whom a connection's trouble is told to: who set it up, the owners and the admins, each once. */
export function hearersOfConnection(people: Person[], createdBy: string | null): Recipient[] {
  return people
    .filter(isActive)
    .filter((person) => isAdmin(person) || person.userId === createdBy)
    .map(toRecipient);
}

const isActive = ({ deactivatedAt }: Person): boolean => !deactivatedAt;
const isAdmin = ({ role }: Person): boolean => role === 'owner' || role === 'admin';
/** As the outbox knows somebody. */
export const toRecipient = ({ userId, name, email }: Person): Recipient => ({ userId, name, address: email });

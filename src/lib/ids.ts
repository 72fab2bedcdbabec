// Ids of rows: UUID version 7 (RFC 9562 §5.7), so that newer rows sort after older ones.
import { uuidv7 } from 'uuidv7';

/** A new id, increasing within this process. */
export function newId(): string {
  return uuidv7();
}

/** The smallest id there can be of this moment: every id made then or later is not smaller. */
export function firstIdAt(instant: Date): string {
  const ms = instant.getTime().toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
}

// Ids of rows: UUID version 7 (RFC 9562 §5.7), so that newer rows sort after older ones.
import { uuidv7 } from 'uuidv7';

/** A new id, increasing within this process. */
export function newId(): string {
  return uuidv7();
}

// A mail in the sink. Types only.

/** A mail that came in. `to` is the envelope's. */
export interface SunkMail {
  id: number;
  at: string;
  to: string[];
  subject: string;
  from: string;
  text: string;
  html: string | null;
  raw: Buffer;
}

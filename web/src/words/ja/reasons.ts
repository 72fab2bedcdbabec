// Why something went wrong, by the codes the server tells with it: nothing here, for the server's own words are Japanese.
import type { components } from '../../api/schema.gen.ts';

type Schemas = components['schemas'];
type Known<Code extends string | null> = Record<Exclude<Code, null>, string>;

/** A text for each code there is. */
export interface Reasons {
  /** A mail or a message did not go out. */
  notSent: Known<NonNullable<Schemas['OutgoingMail']['error']>['code']>;
  /** What a mail server or a service answered to it. */
  answered: (answer: string) => string;
  /** テスト反響. */
  test: Known<NonNullable<Schemas['TestInquiry']['error']>['code']>;
  /** A notice was not completed from the portal's page. */
  completion: Known<NonNullable<Schemas['Inquiry']['completion']>['why']>;
  /** Reading a mail was given up. */
  reading: Known<NonNullable<Schemas['Mail']['givenUp']>['why']>;
  /** Work in the background that was given up, and why. */
  work: Known<Schemas['DeadJob']['kind']>;
  stopped: Known<Schemas['DeadJob']['why']>;
  /** A file cannot be imported, or a row of it. */
  file: Known<NonNullable<Schemas['CustomerImport']['problem']>['code']>;
  row: Known<Schemas['CustomerImport']['rows'][number]['issues'][number]['reason']>;
}

export const reasons: Partial<Reasons> = {};

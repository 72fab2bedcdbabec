// What the server refuses, by the codes of the API: nothing here, for the server's own words are Japanese.
import type { components } from '../../api/schema.gen.ts';

/** A text for each code there is, or how it reads with what came along (`data`). */
export type Refusals = Record<components['schemas']['Problem']['code'], string | ((data: unknown) => string)>;

export const refusals: Partial<Refusals> = {};

// Statements that come again and again on a connection are prepared there: their text is parsed and planned once and not with
// every batch, which costs as much as writing a few rows. As pgjdbc has it (prepareThreshold).
import type pg from 'pg';

/** A text is prepared when it comes for the fourth time; before, it may be one that never comes again. */
const THRESHOLD = 4;
/** Each takes memory, here and on the server, for as long as the connection lives: beyond these, texts go as they are. */
const TEXTS_MAX = 200;

/** Of a connection: how often a text came. */
const seen = new WeakMap<pg.PoolClient, Map<string, { nr: number; times: number }>>();

/** The same connection, to be asked by the queries of one transaction; what they have prepared stays with it. */
export function prepareRepeated(client: pg.PoolClient): pg.PoolClient {
  const texts = seen.get(client) ?? new Map<string, { nr: number; times: number }>();
  seen.set(client, texts);
  const send = client.query.bind(client) as (asked: pg.QueryConfig | string, values?: unknown[]) => unknown;
  const query: typeof send = (asked, values) => {
    if (typeof asked === 'string' || asked.name) return send(asked, values);
    const known = texts.get(asked.text) ?? { nr: texts.size, times: 0 };
    known.times++;
    if (known.nr < TEXTS_MAX) texts.set(asked.text, known);
    return send(known.times < THRESHOLD ? asked : { ...asked, name: `again_${known.nr}` }, values);
  };
  return Object.create(client, { query: { value: query } });
}

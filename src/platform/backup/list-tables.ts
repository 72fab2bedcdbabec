// Which tables a backup holds, those first that others refer to. One that could not be read whole ends the backup: rows
// that row-level security hides would be missing without anybody noticing.
import type pg from 'pg';
import { StartError } from '../errors.ts';

/** A table and its columns, in their order. `isForced`: row-level security binds its owner as well. */
export interface Table {
  name: string;
  columns: string[];
  isForced: boolean;
}

/**
 * Not in a backup: who is signed in just now, and one-time links of better-auth's. Put back, they would let somebody in who
 * signed out or used the link meanwhile.
 */
export const LEFT_OUT = ['session', 'verification'];

type Found = Table & { kind: string; is_readable: boolean; refers_to: string[] };

/** Every table of the schema but those left out. @throws StartError naming one that cannot be read whole. */
export async function listTables(client: pg.Client, leftOut = LEFT_OUT): Promise<Table[]> {
  const { rows } = await client.query<Found>(LIST);
  const tables = rows.filter(({ name }) => !leftOut.includes(name));
  const odd = tables.find(({ kind, is_readable }) => kind !== 'r' || !is_readable);
  if (odd)
    throw new StartError(
      `${odd.name} cannot be backed up: it is no table of this program, or its migration forgot the grant and the policy of digima_backup.`,
    );
  return inOrder(tables).map(({ name, columns, isForced }) => ({ name, columns, isForced }));
}

const LIST = `
  SELECT c.relname::text AS name, c.relkind::text AS kind, c.relforcerowsecurity AS "isForced",
    has_table_privilege('digima_backup', c.oid, 'SELECT') AND (NOT c.relrowsecurity OR EXISTS (
      SELECT FROM pg_policy p
      WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('r', '*')
        AND to_regrole('digima_backup')::oid = ANY (p.polroles) AND pg_get_expr(p.polqual, p.polrelid) = 'true'
    ) AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive)) AS is_readable,
    ARRAY(
      SELECT a.attname::text FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum
    ) AS columns,
    ARRAY(
      SELECT DISTINCT o.relname::text FROM pg_constraint f JOIN pg_class o ON o.oid = f.confrelid
      WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid
    ) AS refers_to
  FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'S', 'm', 'f')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
  ORDER BY 1`;

function inOrder(tables: Found[]): Found[] {
  const ordered: Found[] = [];
  for (let left = tables; left.length > 0; ) {
    const names = left.map(({ name }) => name);
    const ready = left.filter(({ refers_to }) => !refers_to.some((other) => names.includes(other)));
    if (ready.length === 0) throw new Error(`foreign keys go round in a circle: ${names.join(', ')}`);
    ordered.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return ordered;
}

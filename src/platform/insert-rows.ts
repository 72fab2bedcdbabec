// Many rows in one statement, as one parameter: a statement with a parameter for every value of every row costs more to
// build and to parse than its rows cost to write.
import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

type Row<Table extends PgTable> = Table['$inferInsert'];

/**
 * `INSERT INTO table (…) SELECT …` of these rows, at least one and all with the same keys. A column in
 * `computed` has this expression instead of a value, or of the value that it sees as `given.name`. Whoever executes it may add
 * ON CONFLICT and RETURNING. Not for bytea columns: the rows travel as JSON.
 */
export function insertRows<Table extends PgTable>(
  table: Table,
  rows: Row<Table>[],
  computed: Partial<Record<keyof Row<Table>, SQL>> = {},
): SQL {
  const columns = Object.entries(getTableColumns(table)).filter(
    ([key]) => key in computed || (rows[0] && key in rows[0]),
  );
  const all = (of: (name: string, key: string, type: string) => SQL) =>
    sql.join(
      columns.map(([key, column]) => of(column.name, key, column.getSQLType())),
      sql`, `,
    );
  const names = all((name) => sql`${sql.identifier(name)}`);
  const values = all((name, key) => computed[key as keyof Row<Table>] ?? sql`given.${sql.identifier(name)}`);
  const shape = all((name, _, type) => sql`${sql.identifier(name)} ${sql.raw(type)}`);
  const given = rows.map((row) =>
    Object.fromEntries(columns.map(([key, column]) => [column.name, (row as Record<string, unknown>)[key]])),
  );
  return sql`INSERT INTO ${table} (${names}) SELECT ${values} FROM json_to_recordset(${JSON.stringify(given)}::json) AS given (${shape})`;
}

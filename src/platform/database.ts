// The door to PostgreSQL: pools that connect as roles without power, and transactions that see one organization.
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Log } from './log.ts';

/** A transaction (or a connection) that queries run on. The first argument of every store function. */
export type Tx = Pick<
  NodePgDatabase,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute'
>;

export interface Database {
  /**
   * Runs `work` in a transaction that sees and writes this organization's rows only; commits when it returns, rolls
   * back when it throws. `organizationId` must be a UUID.
   */
  withOrganization<T>(organizationId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls one of the SECURITY DEFINER functions that cross organizations (migrations/). Prepared under `name`. */
  across<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]>;
  /** Connections for sign-in: the role that sees people and memberships, and nothing else. */
  auth: NodePgDatabase;
  /** A connection of its own, for LISTEN. The caller ends it. */
  connect(): Promise<pg.Client>;
  close(): Promise<void>;
}

/** How to reach a server: a URL given by the operator, or the embedded one's socket. */
export type Server = { url: string } | { socketDir: string; database: string };

/** Connection settings for a role: by its own login on the embedded server, by SET ROLE on a given one. */
export function connectionFor(server: Server, role: 'digima_app' | 'digima_auth' | null): pg.ClientConfig {
  if ('url' in server)
    return {
      connectionString: server.url,
      // A startup setting: also RESET ROLE stays this role.
      ...(role && { options: `-c role=${role}` }),
    };
  return { host: server.socketDir, database: server.database, user: role ?? 'postgres' };
}

const pools = { app: 20, auth: 4 };

/** Opens the pools. The schema must be there (migrate.ts). */
export function openDatabase(server: Server, log: Log): Database {
  const open = (role: 'digima_app' | 'digima_auth', max: number) => {
    const pool = new pg.Pool({
      ...connectionFor(server, role),
      max,
      connectionTimeoutMillis: 10_000,
      statement_timeout: 30_000,
      application_name: 'digima',
    });
    // A connection lost while it is used fails its query; without a listener it would end the program too.
    pool.on('connect', (client) => client.on('error', () => {}));
    // An idle connection that the server ended; the pool opens another when it is needed.
    pool.on('error', (error) =>
      log.warn({ code: (error as { code?: string }).code }, 'database connection lost'),
    );
    return pool;
  };
  const app = open('digima_app', pools.app);
  const auth = open('digima_auth', pools.auth);
  return {
    withOrganization: async (organizationId, work) => {
      const client = await app.connect();
      let broken: Error | undefined;
      try {
        await client.query(begin(organizationId));
        const result = await work(drizzle(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((lost: Error) => {
          broken = lost;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    across: async (name, text, values) => (await app.query({ name, text, values })).rows,
    auth: drizzle(auth),
    connect: async () => {
      const client = new pg.Client(connectionFor(server, 'digima_app'));
      await client.connect();
      return client;
    },
    close: async () => {
      await Promise.all([app.end(), auth.end()]);
    },
  };
}

// One round trip for BEGIN and SET LOCAL. The id goes into the text, so nothing but a UUID may pass.
function begin(organizationId: string): string {
  if (!/^[0-9a-f-]{36}$/.test(organizationId)) throw new TypeError('organizationId must be a UUID');
  return `BEGIN; SET LOCAL app.organization = '${organizationId}'`;
}

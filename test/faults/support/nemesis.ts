// A network between the program and PostgreSQL that we rule: it swallows, resets, half-opens, delays, and cuts right
// after a commit was sent, so that nobody on the program's side knows what became of it.
import { connect, createServer, type Socket } from 'node:net';
import { openFrontend } from './frontend-messages.ts';

/**
 * `pass` does nothing wrong · `black-hole` keeps connections open and swallows both ways, new ones too · `reset` RSTs what
 * is open and what comes · `half-open` closes the server's side and tells the program nothing · `slow` adds `latencyMs`
 * each way.
 */
export type Weather = 'pass' | 'black-hole' | 'reset' | 'half-open' | 'slow';

/** What becomes of the connection once a commit went by: the server has it, its answer never arrives. */
export type Cut = 'reset' | 'close' | 'silence';

export type Nemesis = Awaited<ReturnType<typeof openNemesis>>;

interface Pair {
  program: Socket;
  server: Socket;
  /** Nothing is passed any more in either direction. */
  deaf: boolean;
}

/** Opens it on a free port of 127.0.0.1, in front of the PostgreSQL on `to`. */
export async function openNemesis(to: number) {
  const pairs = new Set<Pair>();
  let weather: Weather = 'pass';
  let latencyMs = 0;
  let trap: { wanted: RegExp; cut: Cut; fell: () => void } | null = null;

  const listener = createServer({ noDelay: true }, (program) => {
    if (weather === 'reset') {
      program.on('error', () => {});
      program.resetAndDestroy();
      return;
    }
    const server = connect({ port: to, host: '127.0.0.1', noDelay: true });
    const pair: Pair = { program, server, deaf: weather === 'black-hole' || weather === 'half-open' };
    if (weather === 'half-open') server.destroy();
    pairs.add(pair);
    for (const socket of [program, server]) socket.on('error', () => {});
    program.on('close', () => {
      pairs.delete(pair);
      server.destroy();
    });
    server.on('close', () => {
      if (!pair.deaf) program.end();
    });
    // A PostgreSQL that is away refuses: so do we.
    server.on('error', () => !pair.deaf && program.resetAndDestroy());
    const look = openFrontend();
    program.on('data', (bytes) => {
      if (pair.deaf) return;
      const statements = look(bytes);
      const fell = trap && statements.some((statement) => trap?.wanted.test(statement)) ? trap : null;
      if (!fell) return later(() => server.write(bytes));
      trap = null;
      // Deaf from here on: the server gets the whole commit, its answer goes nowhere.
      pair.deaf = true;
      later(() =>
        server.write(bytes, () => {
          if (fell.cut === 'reset') program.resetAndDestroy();
          else if (fell.cut === 'close') program.destroy();
          fell.fell();
        }),
      );
    });
    server.on('data', (bytes) => later(() => !pair.deaf && program.write(bytes)));
  });
  const later = (work: () => unknown) => (latencyMs > 0 ? void setTimeout(work, latencyMs) : void work());
  const port = await new Promise<number>((listening) => {
    listener.listen(0, '127.0.0.1', () => listening((listener.address() as { port: number }).port));
  });

  return {
    port,
    /** How many connections of the program's are open now. */
    get connections(): number {
      return pairs.size;
    },
    /** Changes the weather, for what is open and for what comes. Returns how many open connections it met. */
    turn(to: Weather, delayMs = 0): number {
      weather = to;
      latencyMs = to === 'slow' ? delayMs : 0;
      const met = pairs.size;
      for (const pair of pairs) {
        if (to === 'reset') pair.program.resetAndDestroy();
        if (to === 'black-hole' || to === 'half-open') pair.deaf = true;
        if (to === 'half-open') pair.server.destroy();
      }
      return met;
    },
    /** The next statement that `wanted` matches reaches the server, and its answer never comes back. Resolves once it did. */
    cutAfter(wanted: RegExp, cut: Cut): Promise<void> {
      return new Promise((fell) => {
        trap = { wanted, cut, fell };
      });
    },
    /** No cut is waited for any more. */
    disarm(): void {
      trap = null;
    },
    close: () =>
      new Promise<void>((closed) => {
        listener.close(() => closed());
        for (const { program, server } of pairs) {
          program.destroy();
          server.destroy();
        }
      }),
  };
}

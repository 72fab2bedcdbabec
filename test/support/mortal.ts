// A worker that dies: from one moment on, nothing it does reaches the database or the network any more, as after kill -9.
import type { Database } from '../../src/platform/database.ts';
import type { Outbound } from '../../src/platform/outbound.ts';

class Died extends Error {}

/** One life. Dying happens before or after one of its steps: what was committed or sent stays so, its answer is lost. */
export class Life {
  isOver = false;
  #stepsLeft = Number.POSITIVE_INFINITY;

  /** Dies at the n-th step from now. */
  endAfter(steps: number): void {
    this.#stepsLeft = steps;
  }
  #step(): void {
    if (--this.#stepsLeft <= 0) this.isOver = true;
    if (this.isOver) throw new Died();
  }
  async #lived<T>(work: () => Promise<T>): Promise<T> {
    this.#step();
    const result = await work();
    this.#step();
    return result;
  }

  database(db: Database): Database {
    return {
      ...db,
      withOrganization: (organizationId, work, how) =>
        this.#lived(() => db.withOrganization(organizationId, work, how)),
      across: (name, text, values) => this.#across(() => db.across(name, text, values)),
    };
  }
  // Looking for work is no step of a check; a dead one looks no more.
  async #across<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOver) throw new Died();
    return work();
  }

  outbound(outbound: Outbound): Outbound {
    return { ...outbound, send: (request) => this.#lived(() => outbound.send(request)) };
  }
}

// Customers known at one point of a row of them: those there were, and what those before have made. Pure.
import { type ContactPoint, keysOf } from './contact-points.ts';
import type { Candidate } from './match.ts';

type Point = Candidate['points'][number];

export class SeenCustomers {
  readonly #customers = new Map<string, Candidate>();
  readonly #sharing = new Map<string, string[]>();

  /** Those who share a phone or a mail address with these, the oldest first: ids grow. */
  sharing(points: Point[]): Candidate[] {
    const ids = new Set(points.flatMap((point) => this.#sharing.get(identity(point)) ?? []));
    return [...ids].sort().flatMap((id) => this.#customers.get(id) ?? []);
  }

  /** The customer is known by these from now on; returns those that are new. */
  knownBy<P extends Point>(customerId: string, points: P[]): P[] {
    const customer = this.#customers.get(customerId) ?? { id: customerId, points: [] };
    this.#customers.set(customerId, customer);
    const added = points.filter(({ kind, key }) => !keysOf(customer.points, kind).includes(key));
    for (const { kind, key } of added) customer.points.push({ kind, key });
    for (const point of added) {
      if (point.kind !== 'phone' && point.kind !== 'email') continue;
      const ids = this.#sharing.get(identity(point));
      if (ids) ids.push(customerId);
      else this.#sharing.set(identity(point), [customerId]);
    }
    return added;
  }

  /** Those of these points of whose kind the customer has none. */
  missing(customerId: string, points: ContactPoint[]): ContactPoint[] {
    const has = new Set(this.#customers.get(customerId)?.points.map(({ kind }) => kind));
    return points.filter(({ kind }) => !has.has(kind));
  }
}

const identity = ({ kind, key }: Point) => `${kind}|${key}`;

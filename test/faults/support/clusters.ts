// Requests that have something to do with each other, to be sent at once: the cases by name, and any mixture of few mail
// addresses, phones and names. No cluster shares a value with another.
import type { openRandom } from '../../support/random.ts';
import type { Asked } from './same-person.ts';

export interface Cluster {
  /** Taken in before the others come. */
  before: Asked[];
  atOnce: Asked[];
}

/** More would have too many orders. */
const MOST_AT_ONCE = 6;

/** Draws clusters without end; at most 9,000. */
export function openClusters(random: ReturnType<typeof openRandom>) {
  let clusters = 0;
  let mails = 0;
  const cases: (() => Cluster)[] = [
    samePerson,
    sameRequest,
    sharedPhone,
    ofTwo,
    ofTwoAtOnce,
    mixture,
    mixture,
  ];

  const token = () => `m${++mails}`;
  const asked = (given: Partial<Asked>): Asked => {
    const own = token();
    return { token: own, number: own.toUpperCase(), at: '2026-11-20T14:03:22', ...given };
  };
  const email = (nr: number) => `p${nr}@c${clusters}.example.jp`;
  const phone = (nr: number) => `+81${90 - 10 * nr}0000${String(clusters).padStart(4, '0')}`;
  const name = (nr: number) => ['山田　太郎', '佐藤　花子', '鈴木　一郎', '高橋　由美', '田中　誠'][nr] ?? '';
  const times = <T>(n: number, make: (i: number) => T) => Array.from({ length: n }, (_, i) => make(i));

  /** 再反響, in this very moment. */
  function samePerson(): Cluster {
    const person = { name: name(0), phone: phone(0), email: email(0) };
    return { before: [], atOnce: times(3, () => asked(person)) };
  }
  /** The portal sends one request again and again. */
  function sameRequest(): Cluster {
    const request = { number: `S${token().toUpperCase()}`, name: name(0), phone: phone(0) };
    return { before: [], atOnce: times(4, () => asked(request)) };
  }
  function sharedPhone(): Cluster {
    return { before: [], atOnce: times(4, (i) => asked({ phone: phone(0), name: name(i) })) };
  }
  /** The mail address of one customer and the phone of another. */
  function ofTwo(): Cluster {
    const [one, other] = [
      { name: name(0), email: email(0), phone: phone(0) },
      { name: name(1), email: email(1), phone: phone(1) },
    ];
    return {
      before: [asked(one), asked(other)],
      atOnce: [asked({ ...other, email: one.email }), asked({ ...one, email: other.email }), asked(one)],
    };
  }
  function ofTwoAtOnce(): Cluster {
    const { before, atOnce } = ofTwo();
    return { before: [], atOnce: [...before, ...atOnce] };
  }
  function mixture(): Cluster {
    const maybe = <T>(value: T) => (random.chance(0.65) ? value : undefined);
    const draw = (): Asked => {
      const given = { name: maybe(name(random.below(3))), email: maybe(email(random.below(2))) };
      // Somebody must be reachable, or it is no request.
      const reached = given.email === undefined || random.chance(0.6) ? phone(random.below(3)) : undefined;
      const at = `2026-11-20T14:03:2${random.below(2)}`;
      const one = asked({ at, ...(random.chance(0.2) && { number: `N${clusters}` }) });
      if (random.chance(0.25)) delete one.number;
      if (given.name !== undefined) one.name = given.name;
      if (given.email !== undefined) one.email = given.email;
      if (reached !== undefined) one.phone = reached;
      return one;
    };
    return { before: times(random.below(3), draw), atOnce: times(2 + random.below(MOST_AT_ONCE - 2), draw) };
  }

  return {
    next(): Cluster {
      clusters++;
      return random.pick(cases)();
    },
  };
}

// Who is the same person, told anew and simply from product.md "Same customer" and "Same request", for requests that come
// one after another. What comes at once may be taken in in any order, but as if in one of them: so every order is tried.

/** A request as its mail says it. */
export interface Asked {
  /** Its mail. */
  token: string;
  number?: string;
  /** When it was made, to the second. */
  at: string;
  name?: string;
  /** E.164. */
  phone?: string;
  /** Lower case. */
  email?: string;
}

interface Customer {
  names: Set<string>;
  phones: Set<string>;
  emails: Set<string>;
  requests: { keys: Set<string>; tokens: string[] }[];
  /** 重複候補. */
  suspected: Set<Customer>;
}

/** A customer to be compared: mails by request, what they are known by, and the first mails of 重複候補. */
export interface Seen {
  requests: string[][];
  names: number;
  phones: string[];
  emails: string[];
  suspected: string[];
}

/** What may have come of it, each outcome as one text (`textOf`): `before` was taken in when `atOnce` came. */
export function possibleOutcomes(before: Asked[], atOnce: Asked[]): Set<string> {
  const outcomes = new Set<string>();
  for (const first of ordersOf(before))
    for (const then of ordersOf(atOnce)) outcomes.add(textOf(seenOf([...first, ...then])));
  return outcomes;
}

/** The same text for the same customers, in whatever order they are given. */
export function textOf(customers: Seen[]): string {
  const texts = customers.map(({ requests, names, phones, emails, suspected }) => {
    const asked = requests.map((tokens) => [...tokens].sort().join('=')).sort();
    const known = [...phones].sort().concat([...emails].sort());
    return `${asked.join('+')} (${names} names, ${known}) ${suspected.length > 0 ? `like ${[...suspected].sort()}` : ''}`;
  });
  return texts.sort().join('\n');
}

function seenOf(asked: Asked[]): Seen[] {
  const customers: Customer[] = [];
  for (const one of asked) takeIn(customers, one);
  const first = ({ requests }: Customer) =>
    requests
      .flatMap(({ tokens }) => tokens)
      .sort()
      .at(0) ?? '';
  return customers.map((customer) => ({
    requests: customer.requests.map(({ tokens }) => tokens),
    names: customer.names.size,
    phones: [...customer.phones],
    emails: [...customer.emails],
    suspected: [...customer.suspected].map(first),
  }));
}

function takeIn(customers: Customer[], asked: Asked): void {
  const { token, number, at, name, phone, email } = asked;
  const who = [phone, email].filter((value) => value !== undefined);
  const keys = number ? [`number ${number}`] : who.map((value) => `${value} at ${at}`);
  const same = customers
    .flatMap(({ requests }) => requests)
    .find((request) => keys.some((key) => request.keys.has(key)));
  if (same) {
    same.tokens.push(token);
    for (const key of keys) same.keys.add(key);
    return;
  }
  const byMail = customers.find(({ emails }) => email !== undefined && emails.has(email));
  const onPhone = customers.filter(({ phones }) => phone !== undefined && phones.has(phone));
  const byPhone = onPhone.filter(({ names }) => name === undefined || names.size === 0 || names.has(name));
  const found = byMail ?? byPhone[0];
  const customer = found ?? {
    names: new Set(),
    phones: new Set(),
    emails: new Set(),
    requests: [],
    suspected: new Set(),
  };
  if (!found) customers.push(customer);
  for (const other of found ? byPhone : onPhone)
    if (other !== customer) {
      customer.suspected.add(other);
      other.suspected.add(customer);
    }
  if (name !== undefined) customer.names.add(name);
  if (phone !== undefined) customer.phones.add(phone);
  if (email !== undefined) customer.emails.add(email);
  customer.requests.push({ keys: new Set(keys), tokens: [token] });
}

function* ordersOf<T>(all: T[]): Generator<T[]> {
  if (all.length <= 1) yield all;
  else
    for (const [i, first] of all.entries())
      for (const rest of ordersOf([...all.slice(0, i), ...all.slice(i + 1)])) yield [first, ...rest];
}

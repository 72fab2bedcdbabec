// What a PostgreSQL client says (manual, "Message Formats"), just enough to see which statement is complete on the wire.

/** A name or text of a statement the server was asked to run and has everything for: after Query, or after Sync. */
export type Look = (bytes: Buffer) => string[];

/** Follows one connection from its first byte; each call returns the statements that these bytes completed. */
export function openFrontend(): Look {
  let rest = Buffer.alloc(0);
  let isStartUp = true;
  const textOf = new Map<string, string>();
  let bound: string[] = [];

  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const complete: string[] = [];
    for (;;) {
      // The start-up message alone has no type byte.
      const head = isStartUp ? 0 : 1;
      if (rest.length < head + 4) return complete;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return complete;
      const type = isStartUp ? '' : String.fromCharCode(rest[0] ?? 0);
      const body = rest.subarray(head + 4, length);
      isStartUp = false;
      rest = rest.subarray(length);
      if (type === 'Q') complete.push(readText(body, 0).text);
      else if (type === 'P') {
        const name = readText(body, 0);
        textOf.set(name.text, `${name.text} ${readText(body, name.next).text}`);
      } else if (type === 'B') {
        const portal = readText(body, 0);
        const name = readText(body, portal.next).text;
        bound.push(textOf.get(name) ?? name);
      } else if (type === 'S') {
        complete.push(...bound);
        bound = [];
      }
    }
  };
}

function readText(body: Buffer, from: number): { text: string; next: number } {
  const end = body.indexOf(0, from);
  return { text: body.toString('utf8', from, end), next: end + 1 };
}

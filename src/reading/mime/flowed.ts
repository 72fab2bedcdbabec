// format=flowed (RFC 3676): soft line breaks joined, space-stuffing undone, quotes kept apart by their depth.

/** @param delSp the blank before a soft break was added with it (Japanese text: always) and goes with it */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open: { depth: number; text: string[] } | null = null;
  const close = () => {
    if (open) out.push(quote(open.depth) + open.text.join(''));
    open = null;
  };
  for (const line of text.split('\n')) {
    let depth = 0;
    while (line[depth] === '>') depth++;
    const body = line.slice(line[depth] === ' ' ? depth + 1 : depth);
    const signature = body === '-- ';
    if (open !== null && ((open as { depth: number }).depth !== depth || signature)) close();
    if (signature || !body.endsWith(' ')) {
      const paragraph = open as { depth: number; text: string[] } | null;
      if (paragraph && !signature) {
        paragraph.text.push(body);
        close();
      } else out.push(quote(depth) + body);
      continue;
    }
    open ??= { depth, text: [] };
    open.text.push(delSp ? body.slice(0, -1) : body);
  }
  close();
  return out.join('\n');
}

const quote = (depth: number): string => (depth === 0 ? '' : `${'>'.repeat(depth)} `);

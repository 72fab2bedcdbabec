// How often a thing is used, out of the refusal of a deletion (`in-use`). Pure.

const kinds = ['connections', 'customers', 'tasks', 'people'] as const;
export type Uses = Partial<Record<(typeof kinds)[number], number>>;

export const isUsed = (uses: Uses): boolean => kinds.some((kind) => (uses[kind] ?? 0) > 0);

/** The counts in a refusal's data, or null when there are none. */
export function usesIn(data: unknown): Uses | null {
  if (typeof data !== 'object' || data === null) return null;
  const given = data as Record<string, unknown>;
  const found = kinds.flatMap((kind) => (typeof given[kind] === 'number' ? [[kind, given[kind]]] : []));
  return found.length > 0 ? Object.fromEntries(found) : null;
}

// How often a thing is used, out of the refusal of a deletion (`in-use`). Pure.

export interface Uses {
  connections: number;
  customers: number;
}

/** The counts in a refusal's data, or null when there are none. */
export function usesIn(data: unknown): Uses | null {
  if (typeof data !== 'object' || data === null) return null;
  const { connections, customers } = data as Record<string, unknown>;
  if (typeof connections !== 'number' || typeof customers !== 'number') return null;
  return { connections, customers };
}

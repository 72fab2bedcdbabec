// Connections that have been silent for much longer than usual, as they are shown.
import { z } from '@hono/zod-openapi';
import type { Tx } from '../platform/database.ts';
import type { Downstream } from './downstream.ts';
import type { ConnectionState } from './model.ts';
import { LEAST_MS, type Silence, silenceOf } from './rules/silence.ts';

/** Those of these that are silent. Only of those that may be are the mails looked at. */
export async function silencesOf(
  tx: Tx,
  organizationId: string,
  connections: { id: string; state: ConnectionState; lastMailAt: Date | null }[],
  lastArrivals: Downstream['lastArrivals'],
  now: Date,
): Promise<Map<string, Silence>> {
  const quiet = connections.flatMap(({ id, state, lastMailAt }) =>
    state === 'active' && lastMailAt && now.getTime() - lastMailAt.getTime() > LEAST_MS ? id : [],
  );
  const found = new Map<string, Silence>();
  if (quiet.length === 0) return found;
  for (const [id, arrivals] of await lastArrivals(tx, organizationId, quiet)) {
    const silence = silenceOf(arrivals, now);
    if (silence) found.set(id, silence);
  }
  return found;
}

export const silenceShape = z
  .object({
    usualHours: z
      .int()
      .openapi({ description: 'Nine of ten of its mails came within this after the one before' }),
  })
  .openapi('ConnectionSilence', {
    description: 'No mail for much longer than usual for it, since its last one',
  });

export const presentSilence = ({ usualMs }: Silence): z.infer<typeof silenceShape> => ({
  usualHours: Math.max(1, Math.ceil(usualMs / 3_600_000)),
});

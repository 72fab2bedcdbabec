// Which tasks are shown, as the URL says it. Pure.

/** Whose (`all`, `none`, a person; one's own when left out), and whether the done ones. */
export function tasksPlaceIn({ whose, state }: Record<string, unknown>): { whose?: string; state?: 'done' } {
  const isKnown = typeof whose === 'string' && /^(?:all|none|[0-9a-f-]{36})$/.test(whose);
  return { ...(isKnown && { whose }), ...(state === 'done' && { state }) };
}

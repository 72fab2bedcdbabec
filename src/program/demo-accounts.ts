// The names of the demo firm's accounts at the pretended リガイド. Apart, for commands that start nothing.

/** Who keeps the first connection, who is there to be set up in the wizard, and who has three addresses already. */
export const DEMO_ACCOUNTS = {
  connected: 'mihon-setagaya',
  toSetUp: 'mihon-honten',
  full: 'mihon-shibuya',
} as const;

// Portals for tests of what one mail may do to the rest: their reader does what the mail's subject says. Loaded by the
// reading threads in place of src/portals.
import type { Portal } from '../../src/portal-kit/define-portal.ts';
import { loadPortals as loadReal } from '../../src/portals/load.ts';

const kept: unknown[] = [];
const poisons: Record<string, () => void> = {
  hang: () => {
    for (;;);
  },
  backtrack: () => {
    /^(a+)+$/.test(`${'a'.repeat(64)}b`);
  },
  eat: () => {
    for (;;) kept.push(new Array(100_000).fill({ kept }));
  },
  'eat-text': () => {
    let text = 'a';
    for (;;) {
      text = `${text}${kept.length}`;
      kept.push([...text.repeat(1_000)]);
    }
  },
  recurse: () => {
    poisons.recurse?.();
  },
  exit: () => process.exit(3),
};

/** The real ones, and one that claims mails whose subject begins with `poison `. */
export async function loadPortals(): Promise<Portal[]> {
  const [real] = await loadReal();
  if (!real) throw new Error('there is no portal');
  const poison: Portal = {
    ...real,
    id: 'poison',
    claims: ({ subject }) => subject.startsWith('poison '),
    read({ subject }) {
      poisons[subject.slice('poison '.length)]?.();
      return { outcome: 'not-an-inquiry', portal: 'poison', warnings: [] };
    },
  };
  return [{ ...real, claims: (mail) => !poison.claims(mail) && real.claims(mail) }, poison];
}

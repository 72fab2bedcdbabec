// Times as the pretended pages show them.
import { toJstIso } from '../../../src/lib/jst.ts';

/** `2026/11/20 14:03` in Japanese time. */
export function jst(iso: string): string {
  return toJstIso(new Date(iso)).slice(0, 16).replaceAll('-', '/').replace('T', ' ');
}

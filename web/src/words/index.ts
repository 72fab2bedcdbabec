// The words of the screen in the language it speaks: a folder each (ja/, en/), of the same shape. Only that language is
// loaded, before the first page is; so whatever a page is made of finds its words there.
import type { Words } from './ja/index.ts';

export type Language = 'ja' | 'en';

export let language: Language = 'ja';

/** All text a person reads, by place. There once loaded. */
export let words: Words;

export async function loadWords(spoken: Language): Promise<void> {
  language = spoken;
  words = spoken === 'en' ? (await import('./en/index.ts')).en : (await import('./ja/index.ts')).ja;
}

// Which language the screen speaks: the one chosen in this browser, else the browser's own, else Japanese.
import { type Language, language } from './index.ts';

const PLACE = 'digima-language';

export const languages = [
  { value: 'ja', label: '日本語' },
  { value: 'en', label: 'English' },
] as const satisfies { value: Language; label: string }[];

const asLanguage = (text: string | null | undefined): Language | null =>
  languages.find(({ value }) => value === text)?.value ?? null;

/** What to speak from the start. */
export function chosenLanguage(): Language {
  const own = navigator.languages.map((tag) => asLanguage(tag.slice(0, 2).toLowerCase())).find(Boolean);
  return asLanguage(localStorage.getItem(PLACE)) ?? own ?? 'ja';
}

/** Speaks another language from now on: the page is loaded anew, with its words. */
export function speak(chosen: Language): void {
  localStorage.setItem(PLACE, chosen);
  if (chosen !== language) window.location.reload();
}

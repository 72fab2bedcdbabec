// Which language the screen speaks: the one chosen in this browser, else the browser's own, else Japanese. Who is signed in
// finds their choice in every browser.
import { loadAnew } from '../ui/load-anew.ts';
import { type Language, language } from './index.ts';

const PLACE = 'digima-language';
/** A choice of this tab that the server does not have yet. */
const UNSAVED = 'digima-language-unsaved';

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
  sessionStorage.setItem(UNSAVED, chosen);
  speakHere(chosen);
}

/** What is to be kept for whoever is signed in, once they are. */
export const unsavedLanguage = (): Language | null => asLanguage(sessionStorage.getItem(UNSAVED));

export const languageSaved = (): void => sessionStorage.removeItem(UNSAVED);

/** Goes on in the language a person chose elsewhere. */
export function speakHere(chosen: Language): void {
  localStorage.setItem(PLACE, chosen);
  if (chosen !== language) loadAnew();
}

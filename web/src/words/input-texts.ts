// What is wrong with an input, in the language of the screen. The server says it in Japanese, and that is the key to ours.
import { language } from './index.ts';

/** `said`: path → the server's text. What has no other words stays as it was said. */
export async function inputTexts(said: Record<string, string>): Promise<Record<string, string>> {
  if (language === 'ja' || Object.keys(said).length === 0) return said;
  try {
    // Few visits need them.
    const { inEnglish } = await import('./en/input-texts.ts');
    return Object.fromEntries(Object.entries(said).map(([path, text]) => [path, inEnglish(text) ?? text]));
  } catch {
    // The screen was built anew since it was loaded.
    return said;
  }
}

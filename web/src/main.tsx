// The screen's start: its words first, then what is written with them. Nothing is awaited here: parts of the screen import
// this file's chunk, which must have been run by then.
import { createRoot } from 'react-dom/client';
import { leaveEnterToLists, leaveKeysToConversion } from './ui/composing.ts';
import { keepFocus } from './ui/keep-focus.ts';
import { chosenLanguage } from './words/choose-language.ts';
import { loadWords } from './words/index.ts';

async function start(): Promise<void> {
  leaveKeysToConversion();
  leaveEnterToLists();
  keepFocus();
  const language = chosenLanguage();
  document.documentElement.lang = language;
  await loadWords(language);
  const { App } = await import('./app.tsx');
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App />);
}

void start();

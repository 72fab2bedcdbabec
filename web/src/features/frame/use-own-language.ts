// The language a person chose is kept for them, and spoken in every browser they sign in with.
import { useEffect } from 'react';
import { keepScreenSettings } from '../../api/screen-settings.ts';
import { useMe } from '../../api/use-me.ts';
import { languageSaved, speakHere, unsavedLanguage } from '../../words/choose-language.ts';

export function useOwnLanguage(): void {
  const kept = useMe().screen.language;
  useEffect(() => {
    const chosen = unsavedLanguage();
    // Not kept this time: it is asked for again with the next page that is loaded.
    if (chosen && chosen !== kept)
      void keepScreenSettings({ language: chosen }).then(languageSaved, () => undefined);
    else if (chosen) languageSaved();
    else if (kept) speakHere(kept);
  }, [kept]);
}

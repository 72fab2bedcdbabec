// What is typed into a search box is asked a moment after the last letter, and not in the middle of a Japanese conversion.
import { useDebouncedCallback } from '@mantine/hooks';
import { type SyntheticEvent, useRef } from 'react';

const PAUSE_MS = 150;

/** For the box; `onAsk` gets what stands in it by then, without blanks around it. */
export function useAskAsTyped(onAsk: (typed: string) => void) {
  const isComposing = useRef(false);
  const box = useRef<HTMLInputElement>(null);
  const later = useDebouncedCallback(() => {
    if (!isComposing.current) onAsk(box.current?.value.trim() ?? '');
  }, PAUSE_MS);
  return {
    onChange({ currentTarget }: SyntheticEvent<HTMLInputElement>) {
      box.current = currentTarget;
      later();
    },
    onCompositionStart() {
      isComposing.current = true;
    },
    onCompositionEnd({ currentTarget }: SyntheticEvent<HTMLInputElement>) {
      isComposing.current = false;
      box.current = currentTarget;
      later();
    },
  };
}

// The search box over the list of 顧客: it asks as one types, and not in the middle of a Japanese conversion.
import { CloseButton, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../ui/icons.tsx';
import { useAskAsTyped } from '../../ui/use-ask-as-typed.ts';
import { words } from '../../words/index.ts';

const texts = words.customer.search;

/** `asked`: what the list shows now. `onAsk` is called a moment after the last letter. */
export function CustomerSearch({ asked, onAsk }: { asked: string; onAsk: (typed: string) => void }) {
  const [typed, setTyped] = useState(asked);
  const said = useRef(asked);
  const say = (text: string) => {
    said.current = text;
    onAsk(text);
  };
  const asTyped = useAskAsTyped(say);
  const input = useRef<HTMLInputElement>(null);
  // The list went elsewhere by itself: back in the browser, a filter cleared.
  useEffect(() => {
    if (asked !== said.current) {
      said.current = asked;
      setTyped(asked);
    }
  }, [asked]);
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={texts.label}
      placeholder={texts.placeholder}
      maxLength={200}
      value={typed}
      leftSection={<Icon name="search" size={16} />}
      rightSection={
        typed !== '' && (
          <CloseButton
            aria-label={texts.clear}
            iconSize={16}
            onClick={() => {
              setTyped('');
              say('');
              input.current?.focus();
            }}
          />
        )
      }
      {...asTyped}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        asTyped.onChange(event);
      }}
    />
  );
}

// 「コピー」 with an answer, also when the browser refuses the clipboard: then the text is selected to copy by hand.
import { Button } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import { words } from '../words/index.ts';
import classes from './copy.module.css';
import { Icon } from './icons.tsx';

const SHOWN_MS = 4_000;

/** `source`: the element that shows the text, selected when copying is refused. */
export function Copy({
  text,
  label,
  source,
}: {
  text: string;
  label: string;
  source: RefObject<HTMLElement | null>;
}) {
  const [told, setTold] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (told !== 'copied') return;
    const timer = setTimeout(() => setTold(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [told]);

  async function copy() {
    try {
      // Not there outside of secure contexts.
      await navigator.clipboard.writeText(text);
      setTold('copied');
    } catch {
      if (source.current) window.getSelection()?.selectAllChildren(source.current);
      setTold('refused');
    }
  }

  const copied = told === 'copied';
  return (
    <>
      <Button
        variant="default"
        onClick={copy}
        aria-label={label}
        leftSection={<Icon name={copied ? 'check' : 'copy'} size={16} />}
      >
        {words.common.copy}
      </Button>
      <span role="status" className={classes.told} data-told={told}>
        {copied && words.common.copied}
        {told === 'refused' && words.common.copyRefused}
      </span>
    </>
  );
}

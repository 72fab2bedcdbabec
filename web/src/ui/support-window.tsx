// The support window: its name, its hours, and 「お問い合わせ」 where the operator has set an address for it.
import { Button } from '@mantine/core';
import { useMe } from '../api/use-me.ts';
import { words } from '../words/index.ts';
import { Icon } from './icons.tsx';
import classes from './support-window.module.css';

export function SupportWindow() {
  const { support } = useMe();
  return (
    <aside className={classes.window} aria-label={support.name}>
      <span>
        <strong>{support.name}</strong> <span className={classes.hours}>{support.hours}</span>
      </span>
      {support.url ? (
        <Button
          component="a"
          href={support.url}
          {...(/^https?:/.test(support.url) && { target: '_blank', rel: 'noreferrer noopener' })}
          variant="default"
          rightSection={<Icon name="outside" size={14} />}
        >
          {words.common.contactSupport}
        </Button>
      ) : (
        <span className={classes.hours}>{words.common.contactSupport}</span>
      )}
    </aside>
  );
}

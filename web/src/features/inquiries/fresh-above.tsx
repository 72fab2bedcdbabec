// While one reads further down: that something new stands above, and the way there. Stands where the list begins.
import { Button } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { Icon } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';
import classes from './fresh-above.module.css';

export function FreshAbove({ count }: { count: number }) {
  const top = useInViewport();
  return (
    <>
      <div ref={top.ref} />
      {count > 0 && !top.inViewport && (
        <div className={classes.place}>
          <Button
            radius="xl"
            leftSection={<Icon name="up" size={16} />}
            onClick={() => window.scrollTo({ top: 0 })}
          >
            {words.inquiry.freshAbove(count)}
          </Button>
        </div>
      )}
    </>
  );
}

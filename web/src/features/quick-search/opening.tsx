// Stands in for the search until its code is there: the letters typed meanwhile are not for the page, and Escape gives up.
import { useWindowEvent } from '@mantine/hooks';
import { words } from '../../words/index.ts';
import classes from './quick-search.module.css';

export function Opening({ onClose }: { onClose: () => void }) {
  useWindowEvent('keydown', ({ key }) => {
    if (key === 'Escape') onClose();
  });
  return (
    <div role="dialog" aria-modal="true" aria-label={words.frame.search} className={classes.opening}>
      <span role="status">{words.common.loading}</span>
    </div>
  );
}

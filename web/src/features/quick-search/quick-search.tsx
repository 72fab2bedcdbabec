// The search over everything, from any page: its button in the header, its keys, and the dialog they open.
import { Kbd, UnstyledButton } from '@mantine/core';
import { Suspense, useState } from 'react';
import { Icon } from '../../ui/icons.tsx';
import { isMac, useCommandKey, useKeys } from '../../ui/keys.ts';
import { laterDialog } from '../../ui/later.tsx';
import { words } from '../../words/index.ts';
import { loadQuickSearch } from '../../words/quick-search.ts';
import { Opening } from './opening.tsx';
import classes from './quick-search.module.css';

const SearchDialog = laterDialog(async () => {
  await loadQuickSearch();
  return (await import('./search-dialog.tsx')).SearchDialog;
});
const byCommand = isMac ? '⌘K' : 'Ctrl+K';

export function QuickSearch() {
  const [isOpen, setOpen] = useState(false);
  const open = () => setOpen(true);
  const close = () => setOpen(false);
  useKeys({ '/': open });
  useCommandKey('k', open);
  return (
    <>
      <UnstyledButton
        className={classes.open ?? ''}
        onClick={open}
        aria-haspopup="dialog"
        aria-keyshortcuts={`/ ${isMac ? 'Meta' : 'Control'}+K`}
        title={words.frame.searchBy(`/ ${byCommand}`)}
      >
        <Icon name="search" size={18} />
        <span className={classes.word}>{words.frame.search}</span>
        <Kbd className={classes.key} aria-hidden="true">
          /
        </Kbd>
      </UnstyledButton>
      {isOpen && (
        <Suspense fallback={<Opening onClose={close} />}>
          <SearchDialog opened onClose={close} />
        </Suspense>
      )}
    </>
  );
}

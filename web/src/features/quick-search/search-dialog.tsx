// Finds a customer as one types, or a page of the menu. Arrows move the mark, Enter opens what is marked; the focus stays in the
// field.
import { CloseButton, Kbd, Modal, Skeleton, TextInput } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { customersQuery } from '../../api/queries.ts';
import { Icon } from '../../ui/icons.tsx';
import { isCommand } from '../../ui/keys.ts';
import { NotYet } from '../../ui/states.tsx';
import { useAskAsTyped } from '../../ui/use-ask-as-typed.ts';
import { words } from '../../words/index.ts';
import { quickSearch as texts } from '../../words/quick-search.ts';
import { Choices, idOf, LIST_ID } from './choices.tsx';
import { choicesOf, keysOf } from './choices-of.ts';
import classes from './search-dialog.module.css';
import { useMark } from './use-mark.ts';

const SHOWN = 8;

export function SearchDialog({ opened = true, onClose }: { opened?: boolean; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const asTyped = useAskAsTyped(setQ);
  const query = useQuery({ ...customersQuery({ q, limit: SHOWN + 1 }), enabled: q !== '' });
  const items = q === '' ? [] : (query.data?.items ?? []);
  // What stands there may answer what was typed before: Enter must not open somebody of those.
  const isCurrent = typed.trim() === q && (q === '' || query.isSuccess) && !query.isPlaceholderData;
  const isNobody = q !== '' && query.isSuccess && items.length === 0;
  const choices = choicesOf(q, items.slice(0, SHOWN), isNobody);
  const mark = useMark({ q, keys: keysOf(choices), first: firstOf(choices), isCurrent });
  // Back in the browser.
  useDidUpdate(onClose, [useLocation({ select: ({ href }) => href })]);
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'ArrowDown') mark.move(1);
    else if (key === 'ArrowUp') mark.move(-1);
    else if (key === 'Enter') mark.open();
    else if (isCommand(event, 'k')) onClose();
    else return;
    event.preventDefault();
  };
  const hasChoices = keysOf(choices).length > 0;
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={640}
      yOffset="var(--search-offset)"
      classNames={{ root: classes.search ?? '', content: classes.content ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={texts.label}>
        <div className={classes.top}>
          <TextInput
            className={classes.field ?? ''}
            variant="unstyled"
            size="md"
            role="combobox"
            aria-label={texts.label}
            aria-autocomplete="list"
            aria-expanded={hasChoices}
            aria-controls={hasChoices ? LIST_ID : undefined}
            aria-activedescendant={mark.key === null ? undefined : idOf(mark.key)}
            placeholder={texts.placeholder}
            leftSection={<Icon name="search" size={18} />}
            leftSectionWidth={40}
            enterKeyHint="search"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            data-autofocus
            value={typed}
            {...asTyped}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              mark.typedOn();
              asTyped.onChange(event);
            }}
            onKeyDown={onKeyDown}
          />
          <CloseButton size="lg" aria-label={words.common.close} onClick={onClose} />
        </div>
        <div className={classes.body}>
          {q !== '' && <NotYet of={query} as="front" room={<Searching />} />}
          <p role="status" className={isNobody || q === '' ? classes.note : classes.heard}>
            {isCurrent && toSay(q, items.length)}
          </p>
          <Choices
            choices={choices}
            marked={mark.key}
            isStale={!isCurrent}
            onMark={mark.put}
            onGo={onClose}
          />
        </div>
        <KeysHint />
      </Modal.Content>
    </Modal.Root>
  );
}

/** Nobody: only a page may be meant. Nothing typed: nothing is. */
function firstOf({ customers, pages, isNobody }: ReturnType<typeof choicesOf>): string | null {
  if (customers[0]) return customers[0].id;
  return isNobody ? (pages[0]?.to ?? null) : null;
}

function toSay(q: string, found: number): string {
  if (q === '') return texts.empty;
  return found === 0 ? texts.none(q) : texts.found(Math.min(found, SHOWN), found > SHOWN);
}

/** The shape of what is found. */
function Searching() {
  return (
    <div role="status" aria-label={texts.searching} className={classes.searching}>
      <Skeleton height={48} />
      <Skeleton height={48} />
    </div>
  );
}

function KeysHint() {
  const { move, open, close } = texts.keys;
  return (
    <p className={classes.hint}>
      <span>
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> {move}
      </span>
      <span>
        <Kbd>Enter</Kbd> {open}
      </span>
      <span>
        <Kbd>Esc</Kbd> {close}
      </span>
    </p>
  );
}

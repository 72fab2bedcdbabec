// The keys of the 反響 list: which inquiry they mean, and what they do with it.
import type { RefObject } from 'react';
import type { Inquiry } from '../../api/client.ts';
import { useKeys } from '../../ui/keys.ts';
import type { Choosing } from './chooser.tsx';
import { undoTold } from './tell-undo.tsx';
import type { Changing } from './use-change.ts';

interface Parts {
  body: RefObject<HTMLElement | null>;
  inquiries: Inquiry[];
  /** Shown beside the list. */
  openId: string | undefined;
  selected: Inquiry[];
  onOpen: (id: string | null) => void;
  onToggle: (id: string) => void;
  onClear: () => void;
  onChoose: (choosing: Choosing) => void;
  onHelp: () => void;
  onRespond: (inquiry: Inquiry) => void;
  changing: Changing;
  /** A dialog opens: what is typed is for it, though it may not stand yet. */
  isAway: boolean;
}

const linkOf = (body: HTMLElement | null, id: string) =>
  body?.querySelector<HTMLElement>(`[data-id="${id}"] [data-open-link]`) ?? null;

/** Moves the focus to an inquiry's row. */
export function focusRow(body: HTMLElement | null, id: string): void {
  const link = linkOf(body, id);
  link?.focus({ preventScroll: true });
  link?.closest('[data-id]')?.scrollIntoView({ block: 'nearest' });
}

export function useListKeys(parts: Parts): void {
  const { body, inquiries, openId, selected, onOpen, changing } = parts;
  // The open one, or the one whose row has the focus.
  const currentId = () =>
    openId ?? document.activeElement?.closest<HTMLElement>('[data-id]')?.dataset.id ?? undefined;
  const current = () => inquiries.find(({ id }) => id === currentId());
  const meant = () => {
    const one = current();
    return selected.length > 0 ? selected : one ? [one] : [];
  };
  const step = (by: 1 | -1) => {
    const at = inquiries.findIndex(({ id }) => id === currentId());
    const next = inquiries[at === -1 ? 0 : at + by];
    if (!next) return;
    if (openId) {
      onOpen(next.id);
      linkOf(body.current, next.id)?.closest('[data-id]')?.scrollIntoView({ block: 'nearest' });
    } else focusRow(body.current, next.id);
  };
  const choose = (kind: Choosing['kind']) => {
    if (meant().length > 0) parts.onChoose({ kind, inquiries: meant() });
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => {
      const one = current();
      if (one) onOpen(one.id);
    },
    x: () => {
      const one = current();
      if (one) parts.onToggle(one.id);
    },
    a: () => choose('assign'),
    s: () => choose('status'),
    e: () => {
      const [one, ...others] = meant();
      if (one && others.length === 0 && one.respondedAt === null) parts.onRespond(one);
      else changing.respond(meant());
    },
    z: () => undoTold() || changing.undoLast(),
    Escape: () => (openId ? onOpen(null) : parts.onClear()),
    '?': parts.onHelp,
  };
  useKeys(parts.isAway ? {} : keys);
}

// Statuses or 店舗 in their order, which an admin changes by dragging or by the buttons.
import { VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useIsAdmin } from '../../api/use-me.ts';
import { useWithEdited } from '../../ui/edited.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import classes from './masters.module.css';
import type { Moves } from './moves.tsx';
import { useOrder } from './use-order.ts';

const { masters } = words;

interface Props<Item> {
  label: string;
  items: Item[];
  /** `were`: as they stood before. */
  save: (ids: string[], were: string[]) => Promise<unknown>;
  /** `moves`: absent for those who may not change anything. */
  row: (item: Item, how: { isDragged: boolean; moves?: Moves }) => ReactNode;
}

export function OrderedList<Item extends { id: string; name: string }>({
  label,
  items,
  save,
  row,
}: Props<Item>) {
  const client = useQueryClient();
  const isAdmin = useIsAdmin();
  const rows = useWithEdited(items);
  const [said, setSaid] = useState('');
  // Without one that is only edited any more.
  const there = (ids: string[]) => ids.filter((id) => items.some((item) => item.id === id));
  const { mutateAsync } = useMutation({
    // One after another, so that the last order stays.
    scope: { id: label },
    mutationFn: ({ ids, were }: { ids: string[]; were: string[] }) => save(there(ids), there(were)),
    onError: (error) =>
      void notify({
        color: 'red',
        title: masters.orderFailed,
        message: errorText(error),
        autoClose: false,
      }),
    onSettled: () => client.invalidateQueries(),
  });
  const order = useOrder(
    rows.map(({ id }) => id),
    (ids, were) => mutateAsync({ ids, were }),
  );

  async function step(item: Item, by: number) {
    try {
      setSaid(masters.moved(item.name, await order.step(item.id, by)));
    } catch {
      // Said by the note.
    }
  }

  return (
    <>
      <ol className={classes.list} aria-label={label} ref={order.list}>
        {order.shown.map((id, at) => {
          const item = rows.find((one) => one.id === id);
          return (
            item &&
            row(item, {
              isDragged: order.draggedId === id,
              ...(isAdmin && {
                moves: {
                  handle: order.handle(id),
                  ...(at > 0 && { up: () => void step(item, -1) }),
                  ...(at < order.shown.length - 1 && { down: () => void step(item, 1) }),
                },
              }),
            })
          );
        })}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}

// The statuses in their order, which is changed by dragging or by the buttons.
import { VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Status } from '../../api/client.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import classes from './masters.module.css';
import { StatusRow } from './status-row.tsx';
import { useOrder } from './use-order.ts';

const texts = words.masters.status;

export function StatusList({ statuses }: { statuses: Status[] }) {
  const client = useQueryClient();
  const isAdmin = useIsAdmin();
  const [said, setSaid] = useState('');
  const { mutateAsync: save } = useMutation({
    // One after another, so that the last order stays.
    scope: { id: 'status-order' },
    mutationFn: (ids: string[]) => answerOf(api.PUT('/api/v1/statuses/order', { body: { ids } })),
    onError: (error) =>
      void notify({
        color: 'red',
        title: texts.orderFailed,
        message: errorText(error),
        autoClose: false,
      }),
    onSettled: () => client.invalidateQueries(),
  });
  const order = useOrder(
    statuses.map(({ id }) => id),
    save,
  );

  async function step(status: Status, by: number) {
    try {
      setSaid(texts.moved(status.name, await order.step(status.id, by)));
    } catch {
      // Said by the note.
    }
  }

  return (
    <>
      <ol className={classes.list} aria-label={texts.list} ref={order.list}>
        {order.shown.map((id, at) => {
          const status = statuses.find((one) => one.id === id);
          return (
            status && (
              <StatusRow
                key={id}
                status={status}
                others={statuses.filter((one) => one.id !== id)}
                isDragged={order.draggedId === id}
                {...(isAdmin && {
                  moves: {
                    handle: order.handle(id),
                    ...(at > 0 && { up: () => void step(status, -1) }),
                    ...(at < order.shown.length - 1 && { down: () => void step(status, 1) }),
                  },
                })}
              />
            )
          );
        })}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  );
}

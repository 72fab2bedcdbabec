// 重複候補: who this customer may be too; compared side by side, or said to be somebody else.
import { Alert, Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, api, type CustomerDetail } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import { askAgain } from '../inquiries/use-change.ts';
import classes from './duplicates.module.css';

const { duplicates: texts } = words.customer;
const { apart, compare } = words.merge;

export function Duplicates({ customer: { id, duplicates } }: { customer: CustomerDetail }) {
  const setApart = useHoldApart(id);
  if (duplicates.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" title={texts.title} className={classes.duplicates}>
      {texts.body}
      <ul>
        {duplicates.map(({ id: otherId, name, reason }) => {
          const shown = short(name ?? words.common.nameless, 60);
          return (
            <li key={otherId}>
              <span>
                <Link to="/customers/$id" params={{ id: otherId }}>
                  {shown}
                </Link>
                {words.common.pair('', '')}
                {texts.reasons[reason] ?? texts.otherReason}
              </span>
              <span className={classes.actions}>
                <ButtonLink
                  to="/customers/$id/merge/$otherId"
                  params={{ id, otherId }}
                  variant="default"
                  size="compact-sm"
                  aria-label={`${shown} ${compare}`}
                >
                  {compare}
                </ButtonLink>
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`${shown} ${apart.action}`}
                  loading={setApart.isPending && setApart.variables === otherId}
                  onClick={() => setApart.mutate(otherId)}
                >
                  {apart.action}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}

function useHoldApart(id: string) {
  const client = useQueryClient();
  const path = '/api/v1/customers/{id}/distinct-from/{otherId}' as const;
  const takeBack = async (otherId: string) => {
    try {
      await answerOf(api.DELETE(path, { params: { path: { id, otherId } } }));
      void notify({ id: 'change', message: apart.undone });
    } catch (error) {
      void notify({ id: 'change', color: 'red', message: errorText(error), autoClose: false });
    }
    await askAgain(client);
  };
  return useMutation({
    mutationFn: (otherId: string) => answerOf(api.PUT(path, { params: { path: { id, otherId } } })),
    async onSuccess(_, otherId) {
      tellUndo(apart.done, () => void takeBack(otherId), words.merge.undo);
      await askAgain(client);
    },
    onError: (error) =>
      void notify({ id: 'change', color: 'red', message: errorText(error), autoClose: false }),
  });
}

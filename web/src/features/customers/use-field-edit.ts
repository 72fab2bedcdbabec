// Saves one field of a customer in place: shown before the server answers, with the way back. What somebody else saved of another
// field meanwhile is no conflict; of the same field it is told with both values.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Customer, type CustomerDetail, refusedAs } from '../../api/client.ts';
import { customerQuery, mastersQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import { askAgain } from '../inquiries/use-change.ts';
import {
  type FieldValue,
  fieldOf,
  type HeadField,
  isSameValue,
  toFieldEdit,
  withField,
  withFieldOf,
} from './field-entry.ts';
import { isUnreached, tellUnsaved } from './tell-unsaved.tsx';

const texts = words.customer.inPlace;

interface Saving {
  value: FieldValue;
  /** What it was when one began to type. */
  from: FieldValue;
  version: number;
  insist?: boolean;
}

/** Somebody else saved this of the same field. */
export const theirsIn = (error: unknown): Customer | null =>
  (refusedAs(error, 'changed-meanwhile')?.data as { current?: Customer } | undefined)?.current ?? null;

export function useFieldEdit(
  { id, name }: CustomerDetail,
  field: HeadField,
  editor: {
    /** It still stands, and tells by itself what went wrong. */
    isThere: () => boolean;
    onSaved: () => void;
  },
) {
  const client = useQueryClient();
  const { data: masters } = useQuery(mastersQuery);
  const key = customerQuery(id).queryKey;
  const show = (change: (customer: CustomerDetail) => CustomerDetail) =>
    client.setQueryData(key, (customer) => customer && change(customer));

  const send = async ({ value, from, version, insist }: Saving): Promise<Customer> => {
    const patch = (seen: number) =>
      answerOf(
        api.PATCH('/api/v1/customers/{id}', {
          params: { path: { id } },
          body: { ...toFieldEdit(field, value, seen), ...(insist && { insist }) },
        }),
      );
    try {
      return await patch(version);
    } catch (error) {
      const current = theirsIn(error);
      if (!current || !isSameValue(fieldOf(current, field), from)) throw error;
      return patch(current.version);
    }
  };

  const undo = async (saved: Customer, from: FieldValue) => {
    try {
      await send({ value: from, from: fieldOf(saved, field), version: saved.version, insist: true });
      void notify({ id: 'change', message: texts.undone });
    } catch (error) {
      void notify({ id: 'change', color: 'red', message: errorText(error), autoClose: false });
    }
    await askAgain(client);
  };

  const edit = useMutation({
    mutationFn: send,
    onMutate: async ({ value }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData(key);
      show((customer) => withField(customer, field, value, masters));
      return before;
    },
    onSuccess(saved, { from }) {
      show((customer) => ({ ...customer, ...saved }));
      editor.onSaved();
      tellUndo(texts.saved(words.customer.form.labels[field]), () => void undo(saved, from));
    },
    onError(error, saving, before) {
      if (before) show((customer) => withFieldOf(customer, field, before));
      if (!editor.isThere()) tell(error, saving);
    },
    // Not waited for: without a connection it takes long, and the refusal is to be read at once.
    onSettled: () => void askAgain(client),
  });
  function tell(error: unknown, saving: Saving) {
    const what = words.common.pair(
      short(name ?? words.common.nameless, 20),
      words.customer.form.labels[field],
    );
    tellUnsaved(what, error, { id, again: isUnreached(error) ? () => edit.mutate(saving) : null });
  }
  return {
    ...edit,
    /** Says beside any page that it was refused: the editor goes. */
    tellGone: () => {
      if (edit.error && edit.variables) tell(edit.error, edit.variables);
    },
  };
}

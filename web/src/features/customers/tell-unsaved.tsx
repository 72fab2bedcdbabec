// A note that what was typed into a customer's field is not saved, when the field is no longer on the screen. It stays until it is
// closed or followed: it leads to the field, where what was typed stands, and is told by the field itself.
import { Button, Group } from '@mantine/core';
import { Refusal } from '../../api/client.ts';
import { onReached } from '../../live/reached.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { notify, takeBack } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';

const texts = words.customer.inPlace;

/** Why one field was not saved. */
export function fieldProblem(error: unknown): string {
  if (isUnreached(error)) return texts.unreached;
  const [first] = error instanceof Refusal ? Object.values(error.fields) : [];
  return first ?? errorText(error);
}

/** Saving may go once there is a connection again. */
export const isUnreached = (error: unknown) => error instanceof Refusal && error.status === 0;

/** `what`: whose field. `again`: saves it, where a connection is all that is missing; done by itself when there is one. */
export function tellUnsaved(
  what: string,
  error: unknown,
  { id, again }: { id: string; again: (() => void) | null },
): void {
  const stop = again
    ? onReached(() => {
        stop();
        again();
      })
    : () => {};
  void notify({
    id: 'change',
    color: 'red',
    autoClose: false,
    title: texts.unsaved(what),
    message: (
      <>
        {fieldProblem(error)}
        <Group gap="xs" mt={6}>
          {again && (
            <Button
              size="compact-sm"
              onClick={() => {
                stop();
                again();
              }}
            >
              {words.common.save}
            </Button>
          )}
          <ButtonLink
            to="/customers/$id"
            params={{ id }}
            variant="default"
            size="compact-sm"
            onClick={() => {
              stop();
              void takeBack('change');
            }}
          >
            {texts.backToField}
          </ButtonLink>
        </Group>
      </>
    ),
  });
}

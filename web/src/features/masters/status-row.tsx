// One 顧客ステータス: its place, colour and name, what uses it, and for an admin what can be changed, in the row itself.
import { Button, Checkbox } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, refusedAs, type Status } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Chip, Dot } from '../../ui/chip.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { ColorSelect, type StatusColor } from './color-select.tsx';
import { DeleteMaster } from './delete-master.tsx';
import { EditInPlace } from './edit-in-place.tsx';
import classes from './masters.module.css';
import { Grip, type Moves, StepButtons } from './moves.tsx';
import { RowActions } from './row-actions.tsx';

const { masters, settings } = words;
const texts = masters.status;

/** `moves`: absent for those who may not change anything. */
export function StatusRow({
  status,
  others,
  isDragged,
  moves,
}: {
  status: Status;
  others: Status[];
  isDragged: boolean;
  moves?: Moves;
}) {
  const { id, name, color, isDefault, isContract, uses } = status;
  const [isEditing, editing] = useDisclosure();
  const path = { params: { path: { id } } };
  const saved = { name, color, isContract };
  if (isEditing)
    return (
      <li className={classes.row}>
        <EditInPlace
          id={id}
          texts={texts}
          initial={saved}
          inWords={[
            {
              key: 'color',
              label: masters.color,
              text: masters.colors[color as StatusColor] ?? masters.otherColor,
            },
            {
              key: 'isContract',
              label: texts.countAsContract,
              text: isContract ? texts.counts : texts.countsNot,
            },
          ]}
          onClose={editing.close}
          save={(edited) => {
            const chosen = edited.color as StatusColor;
            const body = {
              ...(edited.name !== name && { name: edited.name }),
              ...(edited.color !== color && { color: chosen }),
              ...(edited.isContract !== isContract && { isContract: edited.isContract }),
              was: saved,
            };
            return answerOf(api.PATCH('/api/v1/statuses/{id}', { ...path, body }));
          }}
          add={(typed) => {
            const body = { ...typed, color: typed.color as StatusColor };
            return answerOf(api.POST('/api/v1/statuses', { body }));
          }}
        >
          {(form) => (
            <>
              <ColorSelect {...form.getInputProps('color')} w={140} />
              <Checkbox
                {...form.getInputProps('isContract', { type: 'checkbox' })}
                className={classes.flag}
                label={texts.countAsContract}
              />
            </>
          )}
        </EditInPlace>
      </li>
    );
  return (
    <li className={classes.row} data-dragged={isDragged || undefined} data-id={id}>
      {moves && <Grip name={name} moves={moves} />}
      <span className={classes.name}>
        <Dot color={color} />
        <span>
          {name} {isDefault && <Chip tone="accent">{texts.default}</Chip>}{' '}
          {isContract && <Chip tone="good">{texts.contract}</Chip>}
        </span>
      </span>
      <span className={classes.uses}>{settings.uses(uses) || settings.unused}</span>
      {moves && (
        <span className={classes.actions}>
          {!isDefault && <MakeDefault status={status} was={others.find((other) => other.isDefault)?.id} />}
          <StepButtons name={name} moves={moves} />
          <RowActions name={name} onEdit={editing.open}>
            {(deleting) => (
              <DeleteMaster
                {...deleting}
                name={name}
                uses={uses}
                label={texts.replacement}
                choices={others.map((other) => ({ value: other.id, label: short(other.name, 60) }))}
                run={(replacementId) =>
                  answerOf(
                    api.DELETE('/api/v1/statuses/{id}', {
                      params: { path: { id }, query: replacementId ? { replacementId } : {} },
                    }),
                  )
                }
              />
            )}
          </RowActions>
        </span>
      )}
    </li>
  );
}

function MakeDefault({ status: { id, name }, was }: { status: Status; was: string | undefined }) {
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => {
      const body = { isDefault: true as const, ...(was && { was: { defaultId: was } }) };
      return answerOf(api.PATCH('/api/v1/statuses/{id}', { params: { path: { id } }, body }));
    },
    onSuccess: () => {
      void notify({ message: texts.madeDefault(name) });
      return client.invalidateQueries();
    },
    onError: (error) => {
      const overtaken = refusedAs(error, 'changed-meanwhile')?.data as
        | { current: { defaultName: string } }
        | undefined;
      const message = overtaken ? texts.defaultMeanwhile(overtaken.current.defaultName) : errorText(error);
      void notify({ color: 'red', message, autoClose: false });
      if (overtaken) return client.invalidateQueries();
    },
  });
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={make.isPending}
      onClick={() => make.mutate()}
      aria-label={texts.makeDefaultOf(name)}
    >
      {texts.makeDefault}
    </Button>
  );
}

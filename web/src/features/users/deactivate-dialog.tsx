// 無効にする: who leaves hands over what hangs on them, to somebody or, said outright, to nobody.
import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { answerOf, api, refusedAs, type User } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { words } from '../../words/index.ts';
import { isUsed, type Uses, usesIn } from '../masters/uses.ts';

const texts = words.users.deactivate;
const NOBODY = 'nobody';

export function DeactivateDialog({
  user,
  others,
  opened,
  onClose,
  onDone,
}: {
  user: User;
  /** Who may take over. */
  others: User[];
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}) {
  const [to, setTo] = useState<string | null>(null);
  // What the server knows may be newer than the list.
  const [newer, setNewer] = useState<Uses | null>(null);
  const uses = newer ?? user.uses;
  const hasUses = isUsed(uses);

  async function run() {
    // Left out where nothing was asked: the server knows work that came meanwhile, and asks.
    const body = to === null ? {} : { replacementId: to === NOBODY ? null : to };
    try {
      await answerOf(api.POST('/api/v1/users/{id}/deactivate', { params: { path: { id: user.id } }, body }));
    } catch (error) {
      setNewer(usesIn(refusedAs(error, 'in-use')?.data) ?? newer);
      throw error;
    }
  }

  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={texts.title(short(user.name, 40))}
      confirm={texts.action}
      isGrave
      disabled={hasUses && to === null}
      run={run}
      onDone={onDone}
    >
      <Text>{texts.body}</Text>
      {hasUses && (
        <>
          <Text mt="sm">{texts.inUse(words.settings.uses(uses))}</Text>
          <Select
            mt="xs"
            label={texts.replacement}
            placeholder={words.settings.replacement.placeholder}
            value={to}
            onChange={setTo}
            searchable={others.length > 8}
            data={[
              { value: NOBODY, label: texts.unassigned },
              ...others.map(({ id, name }) => ({ value: id, label: short(name, 60) })),
            ]}
          />
        </>
      )}
    </Confirm>
  );
}

// 削除 of a status, group or 店舗. What uses it gets another one instead, which is chosen here.
import { Select, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refusedAs } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { isUsed, type Uses, usesIn } from './uses.ts';

const { masters, settings } = words;

export function DeleteMaster({
  opened,
  onClose,
  name,
  uses: listed,
  label,
  choices,
  run,
}: {
  opened: boolean;
  onClose: () => void;
  name: string;
  uses: Uses;
  /** Of the choice of what comes instead. */
  label: string;
  choices: { value: string; label: string }[];
  /** Deletes it; null: nothing uses it. */
  run: (replacementId: string | null) => Promise<unknown>;
}) {
  const client = useQueryClient();
  const [to, setTo] = useState<string | null>(null);
  // What the server knows may be newer than the list.
  const [newer, setNewer] = useState<Uses | null>(null);
  const uses = newer ?? listed;
  const hasUses = isUsed(uses);
  const called = short(name, 40);
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={masters.deleteTitle(called)}
      confirm={words.masters.delete}
      isGrave
      disabled={hasUses && to === null}
      run={async () => {
        try {
          await run(hasUses ? to : null);
        } catch (error) {
          setNewer(usesIn(refusedAs(error, 'in-use')?.data) ?? newer);
          throw error;
        }
      }}
      onDone={() => {
        void notify({ message: masters.deleted(called) });
        void client.invalidateQueries();
      }}
    >
      <Text>{hasUses ? masters.inUse(settings.uses(uses)) : masters.deleteUnused}</Text>
      {hasUses && (
        <Select
          mt="xs"
          label={label}
          placeholder={settings.replacement.placeholder}
          value={to}
          onChange={setTo}
          data={choices}
        />
      )}
    </Confirm>
  );
}

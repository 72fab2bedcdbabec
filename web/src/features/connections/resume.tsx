// 「連携を再開する」, with the choice about what came meanwhile; the same for mail kept aside while the option was off.
import { Button, Radio, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { Connection } from '../../api/client.ts';
import { resume } from '../../api/setup.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { words } from '../../words/index.ts';
import { useChanged } from './use-changed.ts';

const texts = words.connectionPage.resume;

export function Resume({ connection: { id, asideCount } }: { connection: Connection }) {
  const changed = useChanged();
  const [isAsking, ask] = useDisclosure();
  const [choice, setChoice] = useState('take-in');
  return (
    <>
      <Button onClick={ask.open}>{texts.action}</Button>
      <Confirm
        opened={isAsking}
        onClose={ask.close}
        title={texts.title}
        confirm={texts.confirm}
        run={() => resume(id, asideCount > 0 && choice === 'take-in')}
        onDone={changed(texts.done)}
      >
        {asideCount === 0 ? (
          <Text>{texts.none}</Text>
        ) : (
          <Radio.Group value={choice} onChange={setChoice} label={texts.question(asideCount)}>
            <Stack gap="xs" mt="xs">
              <Radio value="take-in" label={texts.takeIn} />
              <Radio value="leave" label={texts.leave} />
            </Stack>
          </Radio.Group>
        )}
      </Confirm>
    </>
  );
}

/** For one that is active: mail that was kept aside meanwhile becomes customers after all. */
export function TakeIn({ connection: { id, asideCount } }: { connection: Connection }) {
  const changed = useChanged();
  const [isAsking, ask] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={ask.open}>
        {texts.takeInAction}
      </Button>
      <Confirm
        opened={isAsking}
        onClose={ask.close}
        title={texts.takeInTitle(asideCount)}
        confirm={texts.takeInConfirm}
        run={() => resume(id, true)}
        onDone={changed(texts.takenIn)}
      >
        <Text>{texts.takeInBody}</Text>
      </Confirm>
    </>
  );
}

// An import under way: how far it is, and the way to stop it.
import { Button, Loader, Progress, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type CustomerImport } from '../../api/client.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { customerImport } from '../../words/customer-import.ts';
import { words } from '../../words/index.ts';
import classes from './import.module.css';

const { running: texts } = customerImport;

export function Running({ one: { id, phase, read, total } }: { one: CustomerImport }) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  const isApplied = phase === 'apply' && total !== null && total > 0;
  return (
    <>
      {isApplied ? (
        <>
          <Progress.Root className={classes.progress} size="lg">
            <Progress.Section value={Math.min(100, (read / total) * 100)} aria-label={texts.apply} />
          </Progress.Root>
          <p className={classes.hint}>{texts.progress(Math.min(read, total), total)}</p>
        </>
      ) : (
        <p className={classes.reading} role="status">
          <Loader size="sm" /> {texts.rows(read)}
        </p>
      )}
      <p className={classes.hint}>{texts.leave}</p>
      <div className={classes.buttons}>
        <Button variant="default" onClick={open}>
          {texts.cancel}
        </Button>
      </div>
      <Confirm
        opened={opened}
        onClose={close}
        title={texts.cancelTitle}
        confirm={texts.cancel}
        cancel={words.common.close}
        run={() => answerOf(api.POST('/api/v1/customer-imports/{id}/cancel', { params: { path: { id } } }))}
        onDone={() => {
          void notify({ message: texts.cancelled });
          void client.invalidateQueries();
        }}
      >
        <Text>{texts.cancelBody}</Text>
      </Confirm>
    </>
  );
}

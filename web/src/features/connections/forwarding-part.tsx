// 転送先 on a connection's page: who gets the mails themselves, and changing it.
import { Button, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { Connection } from '../../api/client.ts';
import { setForwarding } from '../../api/setup.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { helpUnder } from '../../ui/help-under.ts';
import { LongText } from '../../ui/long-text.tsx';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';
import classes from './forwarding-part.module.css';
import { Part } from './part.tsx';
import { useChanged } from './use-changed.ts';

const texts = notifying.forwarding;

export function ForwardingPart({ connection }: { connection: Connection }) {
  const { forwardTo, isEditable, state } = connection;
  const isAdmin = useIsAdmin();
  const [opened, { open, close }] = useDisclosure();
  return (
    <Part
      id="forwarding"
      title={texts.title}
      action={
        isEditable && (
          <Button variant="default" onClick={open}>
            {texts.edit}
          </Button>
        )
      }
    >
      <p className={classes.lead}>{texts.lead}</p>
      {forwardTo.length === 0 ? (
        <p className={classes.none}>{texts.none}</p>
      ) : (
        <ul className={classes.addresses}>
          {forwardTo.map((address) => (
            <li key={address}>
              <LongText text={address} most={100} />
            </li>
          ))}
        </ul>
      )}
      {forwardTo.length > 0 && state === 'paused' && <p className={classes.lead}>{texts.paused}</p>}
      {forwardTo.length > 0 && isAdmin && <Link to="/settings/notices">{texts.history}</Link>}
      <ForwardingDialog connection={connection} opened={opened} onClose={close} />
    </Part>
  );
}

function ForwardingDialog({
  connection: { id, version, forwardTo },
  opened,
  onClose,
}: {
  connection: Connection;
  opened: boolean;
  onClose: () => void;
}) {
  const changed = useChanged();
  const initial = { addresses: forwardTo.join('\n') };
  const form = useForm({ mode: 'uncontrolled', initialValues: initial });
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={texts.dialog}
      form={form}
      initial={initial}
      inWords={({ addresses }) => [
        { key: 'addresses', label: texts.label, text: words.common.list(addresses.split('\n')) },
      ]}
      submit={words.common.save}
      run={({ addresses }) => setForwarding(id, { version, addresses: addresses.split('\n') })}
      onDone={(saved) => changed(saved.forwardTo.length > 0 ? texts.saved : texts.stopped)(saved)}
    >
      <Textarea
        key={form.key('addresses')}
        {...form.getInputProps('addresses')}
        label={texts.label}
        description={texts.help}
        inputWrapperOrder={helpUnder}
        autosize
        minRows={4}
        maxRows={12}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        inputMode="email"
      />
    </FormDialog>
  );
}

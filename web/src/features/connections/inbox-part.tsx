// 受信ボックス on a connection's page: the address, its change, and the ones before that are still answered.
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Connection } from '../../api/client.ts';
import { rotateInbox } from '../../api/setup.ts';
import { dayOnly } from '../../format/jst.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { Guide } from '../setup/guide.tsx';
import { InboxAddress } from '../setup/inbox-address.tsx';
import classes from './inbox-part.module.css';
import { Part } from './part.tsx';
import { useChanged } from './use-changed.ts';

const texts = words.connectionPage;

export function InboxPart({ connection }: { connection: Connection }) {
  const { id, portalName, inboxAddress, retiredInboxes, isEditable, state } = connection;
  const changed = useChanged();
  const [isAsking, ask] = useDisclosure();
  const [isGuideOpen, guide] = useDisclosure();
  return (
    <Part
      id="inbox"
      title={texts.parts.inbox}
      action={
        isEditable && (
          <Button variant="default" onClick={ask.open}>
            {texts.inbox.rotate}
          </Button>
        )
      }
    >
      <InboxAddress address={inboxAddress} />
      {retiredInboxes.length > 0 && (
        <ul className={classes.retired} aria-label={texts.inbox.retired}>
          {retiredInboxes.map(({ address, expiresAt, lastMailAt }) => (
            <li key={address}>
              <span className={classes.label}>{texts.inbox.retired}</span> <code>{address}</code>
              <div className={classes.label}>
                {words.common.pair(texts.inbox.until, dayOnly(expiresAt))}
                {words.common.dot}
                {words.common.pair(texts.inbox.lastMail, '')}
                {lastMailAt ? <Age at={lastMailAt} /> : words.connection.facts.never}
              </div>
            </li>
          ))}
        </ul>
      )}
      {state !== 'deleted' && (
        <>
          <Button
            variant="default"
            className={classes.guide}
            aria-expanded={isGuideOpen}
            onClick={guide.toggle}
          >
            {isGuideOpen ? texts.inbox.hideGuide : texts.inbox.guide(portalName)}
          </Button>
          {isGuideOpen && <Guide connectionId={id} portalName={portalName} />}
        </>
      )}
      <Confirm
        opened={isAsking}
        onClose={ask.close}
        title={texts.inbox.rotateTitle}
        confirm={texts.inbox.rotateConfirm}
        run={() => rotateInbox(id)}
        onDone={changed(texts.inbox.rotated(portalName), true)}
      >
        <Text>{texts.inbox.rotateBody(portalName)}</Text>
        <Text mt="xs">{texts.inbox.rotateOverlap}</Text>
      </Confirm>
    </Part>
  );
}

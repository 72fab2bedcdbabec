// One chat: what it is told, what became of the last message, and what can be done with it.
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Chat } from '../../api/client.ts';
import { deleteChat, testChat } from '../../api/notifying.ts';
import { short } from '../../format/text.ts';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';
import { notSentText } from '../../words/reasons.ts';
import { ChatDialog } from './chat-dialog.tsx';
import classes from './notifying.module.css';

const texts = notifying.chats;

export function ChatRow({ chat }: { chat: Chat }) {
  const { service, name, events, isReachable } = chat;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <div className={classes.name}>
          <LongText text={name} most={60} /> <Chip>{texts.services[service]}</Chip>
        </div>
        <div className={classes.more}>{words.common.dots(events.map((event) => texts.events[event]))}</div>
        {isReachable ? <Last chat={chat} /> : <div className={classes.error}>{texts.unreachable}</div>}
      </div>
      <Actions chat={chat} />
    </li>
  );
}

const tones: Record<NonNullable<Chat['last']>['state'], Tone> = {
  waiting: 'neutral',
  'handing-over': 'neutral',
  sent: 'good',
  failed: 'bad',
  unknown: 'warn',
  held: 'neutral',
  bundled: 'neutral',
  withdrawn: 'neutral',
};

function Last({ chat: { last } }: { chat: Chat }) {
  if (!last) return <div className={classes.more}>{texts.never}</div>;
  const { state, at, nextAt, error } = last;
  return (
    <div role="status">
      <span className={classes.more}>{texts.last}</span>{' '}
      <Chip tone={tones[state]}>{words.notices.states[state]}</Chip>{' '}
      <span className={classes.more}>
        <Moment at={at} />
        {nextAt && (
          <>
            {' '}
            {words.notices.nextAt} <Moment at={nextAt} />
          </>
        )}
      </span>
      {error && <div className={classes.error}>{notSentText(error)}</div>}
    </div>
  );
}

function Actions({ chat }: { chat: Chat }) {
  const { id, name } = chat;
  const client = useQueryClient();
  const called = short(name, 40);
  const [isEditing, editing] = useDisclosure();
  const [isRemoving, removing] = useDisclosure();
  const test = useMutation({
    mutationFn: () => testChat(id),
    onSuccess: () => {
      void notify({ message: texts.tested });
      void client.invalidateQueries();
    },
    onError: (error) => void notify({ color: 'red', message: errorText(error), autoClose: false }),
  });
  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        size="compact-sm"
        loading={test.isPending}
        disabled={!chat.isReachable}
        onClick={() => test.mutate()}
        aria-label={texts.testFor(called)}
      >
        {texts.test}
      </Button>
      <Button variant="default" size="compact-sm" onClick={editing.open} aria-label={texts.editFor(called)}>
        {texts.edit}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={removing.open}
        aria-label={texts.removeFor(called)}
      >
        {texts.remove}
      </Button>
      <ChatDialog chat={chat} opened={isEditing} onClose={editing.close} />
      <Confirm
        opened={isRemoving}
        onClose={removing.close}
        title={texts.removeTitle(called)}
        confirm={texts.remove}
        isGrave
        run={() => deleteChat(id)}
        onDone={() => {
          void notify({ message: texts.removed });
          void client.invalidateQueries();
        }}
      >
        <Text>{texts.removeBody}</Text>
      </Confirm>
    </div>
  );
}

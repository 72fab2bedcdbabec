// チャットへの通知: the chats a firm is told in, what was last said in each, and trying one out.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { chatsQuery } from '../../api/notifying.ts';
import { useWithEdited } from '../../ui/edited.ts';
import { Icon } from '../../ui/icons.tsx';
import { NotYet } from '../../ui/states.tsx';
import { notifying } from '../../words/notifying.ts';
import { Part } from '../connections/part.tsx';
import { ChatDialog } from './chat-dialog.tsx';
import { ChatRow } from './chat-row.tsx';
import classes from './notifying.module.css';

const texts = notifying.chats;

export function ChatsPart() {
  const query = useQuery(chatsQuery);
  const { data } = query;
  const chats = useWithEdited(data?.items ?? []);
  const [opened, { open, close }] = useDisclosure();
  return (
    <Part
      id="chats"
      title={texts.title}
      action={
        <Button variant="default" leftSection={<Icon name="plus" size={16} />} onClick={open}>
          {texts.add}
        </Button>
      }
    >
      <p className={classes.lead}>{texts.lead}</p>
      <NotYet of={query} height={64} />
      {data && chats.length === 0 && <p className={classes.none}>{texts.none}</p>}
      {chats.length > 0 && (
        <ul className={classes.list}>
          {chats.map((chat) => (
            <ChatRow key={chat.id} chat={chat} />
          ))}
        </ul>
      )}
      <ChatDialog chat={null} opened={opened} onClose={close} />
    </Part>
  );
}

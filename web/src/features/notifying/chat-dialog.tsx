// A chat, added or changed. How it is reached is typed anew or left out: what is kept is never shown.
import { Checkbox, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { Chat } from '../../api/client.ts';
import { createChat, editChat } from '../../api/notifying.ts';
import { Edited } from '../../ui/edited.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { helpUnder } from '../../ui/help-under.ts';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';

const texts = notifying.chats;
const services = ['slack', 'chatwork', 'line-works'] as const;
const events = ['inquiry', 'assigned', 'unanswered', 'connection'] as const;

interface Entry extends Record<string, unknown> {
  service: Chat['service'];
  name: string;
  events: Chat['events'];
  url: string;
  token: string;
  roomId: string;
}

const blank: Entry = { service: 'slack', name: '', events: [...events], url: '', token: '', roomId: '' };

/** `chat` null: a new one. */
export function ChatDialog({
  chat,
  opened,
  onClose,
}: {
  chat: Chat | null;
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const initial = chat ? { ...blank, service: chat.service, name: chat.name, events: chat.events } : blank;
  const form = useForm<Entry>({ initialValues: initial });
  const { service } = form.values;
  const isKept = chat?.isReachable === true;
  const secretHelp = isKept ? texts.secretKept : texts.secretHelp;
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={chat ? texts.editTitle : texts.addTitle}
      form={form}
      initial={initial}
      inWords={({ name, events }) => [
        { key: 'name', label: texts.name, text: name },
        { key: 'events', label: texts.what, text: words.common.dots(events.map((one) => texts.events[one])) },
      ]}
      submit={chat ? words.common.save : texts.add}
      run={(entry) => {
        const secret =
          entry.service === 'chatwork' ? { token: entry.token, roomId: entry.roomId } : { url: entry.url };
        const said = { name: entry.name, events: entry.events, ...secret };
        return chat
          ? editChat(chat.id, { ...said, version: chat.version })
          : createChat({ ...said, service: entry.service });
      }}
      onDone={() => {
        void notify({ message: chat ? texts.saved : texts.added });
        void client.invalidateQueries();
      }}
    >
      {chat && opened && <Edited id={chat.id} />}
      {!chat && (
        <Select
          {...form.getInputProps('service')}
          label={texts.service}
          data={services.map((value) => ({ value, label: texts.services[value] }))}
          allowDeselect={false}
          checkIconPosition="right"
        />
      )}
      <Text size="sm">{texts.how[service]}</Text>
      {service === 'chatwork' ? (
        <>
          <TextInput
            {...form.getInputProps('token')}
            label={texts.token}
            description={secretHelp}
            inputWrapperOrder={helpUnder}
            type="password"
            autoComplete="off"
          />
          <TextInput
            {...form.getInputProps('roomId')}
            label={texts.room}
            description={texts.roomHelp}
            inputWrapperOrder={helpUnder}
            autoComplete="off"
            spellCheck={false}
          />
        </>
      ) : (
        <TextInput
          {...form.getInputProps('url')}
          label={texts.url}
          description={secretHelp}
          inputWrapperOrder={helpUnder}
          type="password"
          autoComplete="off"
        />
      )}
      <TextInput
        {...form.getInputProps('name')}
        label={texts.name}
        description={texts.nameHelp}
        inputWrapperOrder={helpUnder}
        autoComplete="off"
        spellCheck={false}
      />
      <Checkbox.Group {...form.getInputProps('events')} label={texts.what}>
        <Stack gap={6} mt={4}>
          {events.map((event) => (
            <Checkbox key={event} value={event} label={texts.events[event]} />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  );
}

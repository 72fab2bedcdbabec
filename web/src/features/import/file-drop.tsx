// The file: chosen or dropped. It is sent at once; what it holds is seen on its own page.
import { Button, Loader, Paper, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type DragEvent, useRef, useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Icon } from '../../ui/icons.tsx';
import { errorText } from '../../ui/states.tsx';
import { Told } from '../../ui/told.tsx';
import { customerImport } from '../../words/customer-import.ts';
import classes from './file-drop.module.css';

const { drop: texts } = customerImport;
const BYTES_MAX = 50 * 1024 * 1024;

export function FileDrop() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: (file: File) =>
      answerOf(
        api.POST('/api/v1/customer-imports', {
          params: { query: { fileName: file.name.slice(0, 200) } },
          headers: { 'Content-Type': 'application/octet-stream' },
          // The file itself, not its JSON.
          body: file as unknown as string,
          bodySerializer: (body) => body,
        }),
      ),
    async onSuccess({ id }) {
      void client.invalidateQueries();
      await navigate({ to: '/customers/import/$id', params: { id } });
    },
  });
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (!file || send.isPending) return;
    const why =
      (files?.length ?? 0) > 1
        ? texts.several
        : file.size > BYTES_MAX
          ? texts.tooLarge
          : file.size === 0
            ? texts.empty
            : null;
    setRefused(why);
    send.reset();
    if (!why) send.mutate(file);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <Paper
      withBorder
      component="section"
      className={classes.drop}
      data-over={isOver || undefined}
      aria-labelledby="file-drop-title"
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <Title order={2} id="file-drop-title">
        {texts.title}
      </Title>
      {(refused ?? send.error) && <Told>{refused ?? errorText(send.error)}</Told>}
      {send.isPending ? (
        <p className={classes.sending} role="status">
          <Loader size="sm" /> {texts.sending(short(send.variables.name, 40))}
        </p>
      ) : (
        <>
          <Button leftSection={<Icon name="upload" size={16} />} onClick={() => input.current?.click()}>
            {texts.choose}
          </Button>
          <p className={classes.body}>{texts.body}</p>
        </>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={texts.title}
        accept=".csv,.tsv,.txt,text/csv,text/comma-separated-values,application/csv,application/vnd.ms-excel,text/tab-separated-values,text/plain"
        onChange={({ currentTarget }) => {
          take(currentTarget.files);
          // The same file again is a choice too.
          currentTarget.value = '';
        }}
      />
      <p className={classes.limits}>{texts.limits}</p>
      <p className={classes.limits}>{texts.kept}</p>
    </Paper>
  );
}

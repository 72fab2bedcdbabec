// ポータルの画面を貼り付け: the request's page of the portal, copied by a person, read by the portal's own reader.
import { Alert, Button, Group, Textarea, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ClipboardEvent, useId, useRef, useState } from 'react';
import { answerOf, api, type PastedPage, type PastePreview, Refusal } from '../../api/client.ts';
import { Fields } from '../../ui/fields.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { Warnings } from '../inquiries/inquiry-card.tsx';
import { type Entry, entryFields } from './entry.ts';
import classes from './paste-box.module.css';
import { entryFromPasted } from './pasted.ts';

const { paste: texts, form } = words.mail;
const MOST = 100_000;
/** The warning that weighs more than the others. */
const OTHER_REQUEST = 'other-request-number';

type OnFill = (read: Partial<Entry>, page: PastedPage) => void;

/** `onFill`: these fields go into the form; the page goes along when it is sent, for what has no field there. */
export function PasteBox({ mailId, onFill }: { mailId: string; onFill: OnFill }) {
  const [text, setText] = useState('');
  const [isFilled, setFilled] = useState(false);
  // The same page as the browser copied it, with its table; of no use once the text was changed by hand.
  const html = useRef<string | null>(null);
  const title = useId();
  const read = useMutation({
    mutationFn: (pasted: string) =>
      answerOf(
        api.POST('/api/v1/mails/{id}/paste', { params: { path: { id: mailId } }, body: page(pasted) }),
      ),
  });

  function page(pasted: string): PastedPage {
    return { text: pasted, ...(html.current && { html: html.current }) };
  }

  function change(typed: string) {
    setText(typed);
    setFilled(false);
    read.reset();
  }

  // A page is pasted whole, in place of what stood there, and read at once.
  function paste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted.trim() === '') return;
    event.preventDefault();
    const given = event.clipboardData.getData('text/html');
    html.current = given !== '' && given.length <= MOST * 2 ? given : null;
    change(pasted);
    if (pasted.length <= MOST) read.mutate(pasted);
  }

  const problem = text.length > MOST ? texts.tooLong : fieldProblem(read.error);
  return (
    <section className={classes.box} aria-labelledby={title}>
      <Title order={2} id={title}>
        {texts.title}
      </Title>
      <p className={classes.hint}>{texts.hint}</p>
      <Textarea
        aria-labelledby={title}
        placeholder={texts.placeholder}
        value={text}
        onChange={({ currentTarget }) => {
          html.current = null;
          change(currentTarget.value);
        }}
        onPaste={paste}
        error={problem}
        rows={4}
        spellCheck={false}
        autoComplete="off"
      />
      <Group mt="xs" justify="flex-end">
        <Button
          variant="default"
          loading={read.isPending}
          disabled={text.trim() === '' || text.length > MOST}
          onClick={() => read.mutate(text)}
        >
          {texts.read}
        </Button>
      </Group>
      {read.error && !problem && (
        <Alert color="red" variant="light" mt="sm" role="alert">
          {errorText(read.error)}
        </Alert>
      )}
      <LeaveGuard isDirty={() => text.trim() !== '' && !isFilled} />
      <div role="status">
        {read.data && (
          <Preview
            preview={read.data}
            isFilled={isFilled}
            onFill={(found) => {
              onFill(found, page(text));
              setFilled(true);
            }}
          />
        )}
      </div>
    </section>
  );
}

function Preview({
  preview,
  isFilled,
  onFill,
}: {
  preview: PastePreview;
  isFilled: boolean;
  onFill: (read: Partial<Entry>) => void;
}) {
  const found = entryFromPasted(preview);
  const isOther = preview.warnings.includes(OTHER_REQUEST);
  const hasAnything = entryFields.some(([field]) => found[field]);
  return (
    <div className={classes.preview}>
      <p className={classes.told}>
        {preview.outcome === 'inquiry' ? texts.found : hasAnything ? texts.partly : texts.nothing}
      </p>
      <Fields
        fields={[
          { label: words.inquiry.fields.requestNumber, value: preview.requestNumber },
          { label: form.fields.kind, value: preview.kind && words.inquiry.kindsLong[preview.kind] },
          ...entryFields.map(([field]) => ({
            label: form.fields[field],
            value: found[field] && <LongText text={found[field]} most={120} lines={field === 'message'} />,
          })),
          ...preview.extras.map(({ label, value }) => ({
            label,
            value: <LongText text={value} most={120} lines />,
          })),
        ]}
      />
      {isOther && (
        <Alert color="yellow" variant="light" mt="sm" p="sm">
          {words.warnings.texts[OTHER_REQUEST]}
        </Alert>
      )}
      <Warnings codes={preview.warnings.filter((code) => code !== OTHER_REQUEST)} />
      {hasAnything && (
        <Group mt="sm" justify="flex-end">
          {isFilled && <span className={classes.hint}>{texts.filled}</span>}
          <Button onClick={() => onFill(found)} variant={isFilled || isOther ? 'default' : 'filled'}>
            {texts.fill}
          </Button>
        </Group>
      )}
    </div>
  );
}

function fieldProblem(error: unknown): string | null {
  if (!(error instanceof Refusal)) return null;
  return error.fields.text ?? error.fields.html ?? null;
}

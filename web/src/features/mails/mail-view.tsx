// The original mail as safe text: never HTML, spaces and lines as sent; who sent it, how it came, and the bytes.
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import type { Mail, MailText } from '../../api/client.ts';
import { connectionsQuery, mailFileUrl, mailQuery, mailTextQuery, rawMailUrl } from '../../api/queries.ts';
import { fullTime } from '../../format/jst.ts';
import { bytes } from '../../format/numbers.ts';
import { Chip } from '../../ui/chip.tsx';
import { Fields } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { Deliveries } from './deliveries.tsx';
import classes from './mail-view.module.css';

const { headers } = words.mail;

/** `textRef`: the element of the text, for those who work with a selection in it. */
export function MailView({ id, textRef }: { id: string; textRef?: Ref<HTMLPreElement> }) {
  const mail = useQuery(mailQuery(id));
  const text = useQuery(mailTextQuery(id));
  if (!mail.data || !text.data) return <NotYet of={[mail, text]} room={<MailLoading />} />;
  return (
    <div className={classes.view}>
      <Head mail={mail.data} text={text.data} />
      <pre
        className={classes.text}
        ref={textRef}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by keyboard
        tabIndex={0}
        role="document"
        aria-label={words.mail.original}
      >
        {text.data.text.trim() === '' ? words.mail.blank : text.data.text}
      </pre>
      {text.data.isCut && <p className={classes.note}>{words.mail.cut}</p>}
      <div className={classes.foot}>
        <span className={classes.note}>{words.mail.textOnly}</span>
        <Button
          component="a"
          href={rawMailUrl(id)}
          download
          variant="default"
          leftSection={<Icon name="download" size={16} />}
        >
          {words.mail.download}
        </Button>
      </div>
      <Deliveries deliveries={text.data.deliveries} />
    </div>
  );
}

function Head({ mail, text }: { mail: Mail; text: MailText }) {
  const { data: connections } = useQuery(connectionsQuery);
  const connection = connections?.items.find(({ id }) => id === mail.connectionId);
  const mailbox = ({ name, address }: { name: string; address: string }) =>
    name ? `${name} <${address}>` : address;
  const sent = text.sentAt && fullTime(text.sentAt);
  return (
    <Fields
      fields={[
        { label: headers.subject, value: <LongText text={text.subject || words.mail.noSubject} /> },
        {
          label: headers.from,
          value: <LongText text={text.from ? mailbox(text.from) : words.mail.noFrom} />,
        },
        {
          label: headers.to,
          value: text.to.length > 0 && <LongText text={text.to.map(mailbox).join(', ')} />,
        },
        { label: headers.sentAt, value: sent },
        { label: headers.receivedAt, value: fullTime(mail.receivedAt) },
        { label: headers.messageId, value: text.messageId && <LongText text={text.messageId} most={80} /> },
        { label: headers.connection, value: connection?.name },
        {
          label: headers.size,
          value: (
            <>
              {bytes(mail.size)}{' '}
              {mail.deliveries > 1 && <Chip>{words.mail.deliveries(mail.deliveries)}</Chip>}
            </>
          ),
        },
        {
          label: headers.attachments,
          value:
            text.attachments.length > 0 &&
            text.attachments.map(({ filename, size }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its place in the mail is what a file is asked for by
              <span key={i}>
                {i > 0 && words.common.comma}
                <a href={mailFileUrl(mail.id, i)} download>
                  {filename ?? words.mail.attachmentNameless}
                </a>
                {words.common.aside(bytes(size))}
              </span>
            )),
        },
      ]}
    />
  );
}

function MailLoading() {
  return (
    <div className={classes.view} role="status" aria-label={words.common.loading}>
      <Skeleton height={20} width="60%" mb={8} />
      <Skeleton height={20} width="40%" mb={16} />
      <Skeleton height={320} />
    </div>
  );
}

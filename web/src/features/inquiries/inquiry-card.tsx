// One 反響 in full: all its fields, the message with its lines, what was noticed while reading, how fast it came.
import { Button, Paper, Title } from '@mantine/core';
import type { Inquiry } from '../../api/client.ts';
import { usePortalName } from '../../api/use-me.ts';
import { safeUrl } from '../../format/text.ts';
import { Chip } from '../../ui/chip.tsx';
import { type Field, Fields } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ButtonLink, Outside } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { Assigned } from './assigned.tsx';
import { Block } from './block.tsx';
import classes from './inquiry-card.module.css';
import { contactFields, extraFields, propertyFields, requestFields } from './inquiry-fields.tsx';
import { Timeline } from './timeline.tsx';

const { sections, fields } = words.inquiry;

export function InquiryCard({ inquiry }: { inquiry: Inquiry }) {
  const portalName = usePortalName();
  const { detailUrl, message, mailIds } = inquiry;
  const detail = safeUrl(detailUrl);
  return (
    <Paper component="article" withBorder className={classes.card}>
      <header className={classes.head}>
        <Title order={2}>
          {words.inquiry.kindsLong[inquiry.kind]}{' '}
          {inquiry.isRepeat && <Chip tone="accent">{words.inquiry.repeat}</Chip>}
        </Title>
        <span className={classes.age}>
          <Age at={inquiry.receivedAt} />
        </span>
      </header>
      <Timeline inquiry={inquiry} />
      {inquiry.customer && <Assigned inquiry={inquiry} />}
      <Section title={sections.request} fields={requestFields(inquiry, portalName(inquiry.portal))} />
      <Section title={sections.contact} fields={contactFields(inquiry)} />
      <Section title={sections.property} fields={propertyFields(inquiry.property)} />
      {message && (
        <Block title={sections.message}>
          <LongText text={message} most={800} lines />
        </Block>
      )}
      <Section title={sections.extras} fields={extraFields(inquiry)} />
      <Warnings codes={inquiry.warnings} />
      <footer className={classes.foot}>
        {detail && (
          <Button
            component="a"
            href={detail}
            target="_blank"
            rel="noreferrer noopener"
            variant="default"
            rightSection={<Icon name="outside" size={14} />}
          >
            {words.inquiry.openDetail}
          </Button>
        )}
        {detailUrl && !detail && (
          <span>
            {fields.detailUrl}: <Outside url={detailUrl} />
          </span>
        )}
        {inquiry.customer && mailIds[0] && (
          <ButtonLink
            to="/customers/$id"
            params={{ id: inquiry.customer.id }}
            search={{ tab: 'mail', mail: mailIds[0] }}
            variant="default"
          >
            {words.inquiry.openMail}
          </ButtonLink>
        )}
      </footer>
    </Paper>
  );
}

/** Fields under a heading; nothing when none has a value. */
export function Section({ title, fields: given }: { title: string; fields: Field[] }) {
  if (given.every(({ value }) => value === undefined || value === null || value === '')) return null;
  return (
    <Block title={title}>
      <Fields fields={given} />
    </Block>
  );
}

/** What reading a mail wants a person to know. */
export function Warnings({ codes }: { codes: string[] }) {
  if (codes.length === 0) return null;
  const { texts, other } = words.warnings;
  return (
    <Block title={sections.warnings}>
      <ul className={classes.warnings}>
        {[...new Set(codes)].map((code) => (
          <li key={code}>{texts[code] ?? other(code)}</li>
        ))}
      </ul>
    </Block>
  );
}

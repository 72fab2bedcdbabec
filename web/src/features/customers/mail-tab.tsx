// 元のメール tab: the mails this customer's inquiries came with, one at a time.
import { NativeSelect, Paper } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Inquiry } from '../../api/client.ts';
import { minuteTime } from '../../format/jst.ts';
import { More } from '../../ui/more.tsx';
import { words } from '../../words/index.ts';
import { MailView } from '../mails/mail-view.tsx';
import { useInquiriesOf } from './inquiries-of-customer.ts';
import classes from './property-tab.module.css';

/** `mailId`: the one chosen in the URL, or the newest. */
export function MailTab({ customerId, mailId }: { customerId: string; mailId: string | undefined }) {
  const query = useInquiriesOf(customerId);
  const navigate = useNavigate();
  const choices = choicesOf(query.inquiries ?? []);
  const chosen = choices.find(({ value }) => value === mailId) ?? choices[0];
  return (
    <>
      {query.inquiries && !chosen && <p>{words.customer.noMail}</p>}
      {choices.length > 1 && (
        <NativeSelect
          label={words.customer.chooseMail}
          mb="sm"
          maw={420}
          data={choices}
          value={chosen?.value}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              to: '.',
              search: { tab: 'mail', mail: value },
              replace: true,
              resetScroll: false,
            })
          }
        />
      )}
      {chosen && (
        <Paper withBorder className={classes.card}>
          <MailView key={chosen.value} id={chosen.value} />
        </Paper>
      )}
      <More query={query} />
    </>
  );
}

function choicesOf(inquiries: Inquiry[]): { value: string; label: string }[] {
  const seen = new Set<string>();
  return inquiries.flatMap(({ mailIds, receivedAt, kind }) =>
    mailIds
      .filter((id) => !seen.has(id) && seen.add(id))
      .map((value, i) => {
        const which = mailIds.length > 1 ? words.customer.whichMail(i + 1, mailIds.length) : '';
        return { value, label: `${minuteTime(receivedAt)} ${words.inquiry.kindsLong[kind]}${which}` };
      }),
  );
}

// この方の反響: how often this person asked, where, and what else; and those still open.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Inquiry } from '../../api/client.ts';
import { usePortalName } from '../../api/use-me.ts';
import { minuteTime } from '../../format/jst.ts';
import { propertySummary } from '../../format/property.ts';
import { short } from '../../format/text.ts';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { useInquiriesOf } from '../customers/inquiries-of-customer.ts';
import { Block } from './block.tsx';
import { placeName } from './inquiry-row.tsx';
import classes from './others.module.css';
import { ResponseState } from './response-state.tsx';

const { others: texts } = words.inquiryPanel;
const MOST_SHOWN = 8;

export function Others({
  inquiry,
  customer,
  onRespond,
}: {
  inquiry: Inquiry;
  customer: { id: string; inquiryCount: number };
  onRespond: (inquiries: Inquiry[]) => void;
}) {
  const portalName = usePortalName();
  const query = useInquiriesOf(customer.id);
  const { inquiries } = query;
  if (customer.inquiryCount <= 1)
    return (
      <Block title={texts.title}>
        <p className={classes.summary}>{texts.first}</p>
      </Block>
    );
  const others = inquiries?.filter(({ id }) => id !== inquiry.id) ?? [];
  const open = others.filter(({ respondedAt }) => respondedAt === null);
  const wheres = new Map<string, number>();
  for (const { portal, connection } of inquiries ?? []) {
    const where = placeName(portalName(portal), connection?.name);
    wheres.set(where, (wheres.get(where) ?? 0) + 1);
  }
  return (
    <Block title={texts.title}>
      <NotYet of={query} height={60} />
      {inquiries && (
        <p className={classes.summary}>
          {texts.summary(
            customer.inquiryCount,
            words.common.dots([...wheres].map(([where, n]) => texts.count(short(where, 30), n))),
          )}
        </p>
      )}
      <ul className={classes.others}>
        {others.slice(0, MOST_SHOWN).map((other) => (
          <li key={other.id}>
            <Link
              to="/inquiries"
              search={((place: object) => ({ ...place, id: other.id })) as never}
              resetScroll={false}
            >
              {minuteTime(other.receivedAt)} {words.inquiry.kinds[other.kind]}{' '}
              {short(propertySummary(other.property).join(words.common.gap) || words.inquiry.noContent, 40)}
            </Link>{' '}
            <ResponseState inquiry={other} />
          </li>
        ))}
      </ul>
      {others.length > MOST_SHOWN && <p className={classes.summary}>{texts.more}</p>}
      {open.length > 0 && (
        <p className={classes.open}>
          {texts.openAlso(open.length)}{' '}
          <Button variant="default" size="compact-sm" onClick={() => onRespond(open)}>
            {texts.handleAlso}
          </Button>
        </p>
      )}
    </Block>
  );
}

// 物件 tab: what this customer asked about, each property once.
import { Paper, Title } from '@mantine/core';
import type { Inquiry } from '../../api/client.ts';
import { propertySummary } from '../../format/property.ts';
import { short } from '../../format/text.ts';
import { Fields } from '../../ui/fields.tsx';
import { More } from '../../ui/more.tsx';
import { Empty } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { propertyFields } from '../inquiries/inquiry-fields.tsx';
import { useInquiriesOf } from './inquiries-of-customer.ts';
import classes from './property-tab.module.css';

export function PropertyTab({ customerId }: { customerId: string }) {
  const query = useInquiriesOf(customerId);
  const properties = distinct(query.inquiries ?? []);
  const { noProperty, fromInquiry } = words.customer;
  return (
    <>
      {query.inquiries && properties.length === 0 && (
        <Empty title={noProperty.title}>{noProperty.body}</Empty>
      )}
      {properties.map(([key, inquiries]) => {
        const [newest] = inquiries;
        if (!newest) return null;
        return (
          <Paper component="article" withBorder key={key} className={classes.card}>
            <Title order={2} mb={6}>
              {short(propertySummary(newest.property).slice(0, 2).join(' '), 80) ||
                words.inquiry.sections.property}
            </Title>
            <Fields fields={propertyFields(newest.property)} />
            <p className={classes.from}>
              {words.common.pair(fromInquiry, '')}{' '}
              {inquiries.map((inquiry) => (
                <span key={inquiry.id} className={classes.one}>
                  {words.inquiry.kindsLong[inquiry.kind]} <Moment at={inquiry.receivedAt} />
                </span>
              ))}
            </p>
          </Paper>
        );
      })}
      <More query={query} />
    </>
  );
}

/** Inquiries by what they say of the property; those that say nothing are left out. */
function distinct(inquiries: Inquiry[]): [string, Inquiry[]][] {
  const groups = Map.groupBy(inquiries, ({ property }) => JSON.stringify(Object.entries(property).sort()));
  groups.delete('[]');
  return [...groups];
}

// 反響 tab: every request of this customer in full.

import { More } from '../../ui/more.tsx';
import { words } from '../../words/index.ts';
import { InquiryCard } from '../inquiries/inquiry-card.tsx';
import { useInquiriesOf } from './inquiries-of-customer.ts';

export function InquiriesTab({ customerId }: { customerId: string }) {
  const query = useInquiriesOf(customerId);
  return (
    <>
      {query.inquiries?.length === 0 && <p>{words.customer.noInquiry}</p>}
      {query.inquiries?.map((inquiry) => (
        <InquiryCard key={inquiry.id} inquiry={inquiry} />
      ))}
      <More query={query} height={360} />
    </>
  );
}

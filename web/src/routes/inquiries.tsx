// 反響: all inquiries, newest first, live.
import { useInViewport } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { inquiriesQuery } from '../api/queries.ts';
import { FreshAbove } from '../features/inquiries/fresh-above.tsx';
import { InquiryRow, inquiryColumns } from '../features/inquiries/inquiry-row.tsx';
import { useFresh } from '../features/inquiries/use-fresh.ts';
import { useKeepPlace } from '../features/inquiries/use-keep-place.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Listing } from '../ui/listing.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/inquiries');
const { title, list, empty, end } = words.inquiry;

export function Inquiries() {
  const place = route.useSearch();
  const query = useQuery(inquiriesQuery(place.cursor));
  const ids = query.data?.items.map(({ id }) => id) ?? [];
  const fresh = useFresh(place.cursor || !query.data || query.isPlaceholderData ? null : ids);
  const body = useRef<HTMLTableSectionElement>(null);
  useKeepPlace(body, ids);
  const top = useInViewport();
  return (
    <Page title={title}>
      <div ref={top.ref} />
      {!top.inViewport && <FreshAbove count={fresh.size} />}
      <Listing
        label={list}
        columns={inquiryColumns}
        query={query}
        place={place}
        end={end}
        ref={body}
        empty={
          <Empty
            title={empty.title}
            action={
              <ButtonLink to="/connections" variant="default">
                {empty.action}
              </ButtonLink>
            }
          >
            {empty.body}
          </Empty>
        }
        row={(inquiry) => <InquiryRow key={inquiry.id} inquiry={inquiry} fresh={fresh.has(inquiry.id)} />}
      />
    </Page>
  );
}

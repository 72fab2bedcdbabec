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
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { Rows, RowsLoading } from '../ui/rows.tsx';
import { Empty, Failed } from '../ui/states.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/inquiries');
const { inquiry: texts } = words;

export function Inquiries() {
  const place = route.useSearch();
  const { data, error, isPlaceholderData, refetch } = useQuery(inquiriesQuery(place.cursor));
  const ids = data?.items.map(({ id }) => id) ?? [];
  const fresh = useFresh(place.cursor || !data || isPlaceholderData ? null : ids);
  const body = useRef<HTMLTableSectionElement>(null);
  useKeepPlace(body, ids);
  const top = useInViewport();
  return (
    <Page title={texts.title}>
      <div ref={top.ref} />
      {!top.inViewport && <FreshAbove count={fresh.size} />}
      {!data && !error && <RowsLoading label={texts.list} columns={inquiryColumns} />}
      {!data && error && <Failed error={error} onRetry={() => void refetch()} />}
      {data &&
        data.items.length === 0 &&
        (place.cursor ? (
          <Empty title={texts.empty.endTitle}>{texts.empty.endBody}</Empty>
        ) : (
          <Empty
            title={texts.empty.title}
            action={
              <ButtonLink to="/connections" variant="default">
                {texts.empty.action}
              </ButtonLink>
            }
          >
            {texts.empty.body}
          </Empty>
        ))}
      {data && data.items.length > 0 && (
        <Rows label={texts.list} columns={inquiryColumns} stale={isPlaceholderData} ref={body}>
          {data.items.map((inquiry) => (
            <InquiryRow key={inquiry.id} inquiry={inquiry} fresh={fresh.has(inquiry.id)} />
          ))}
        </Rows>
      )}
      {data && <Pager place={place} nextCursor={data.nextCursor} />}
    </Page>
  );
}

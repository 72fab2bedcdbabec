// 反響: the 未対応 first, live; narrowed, marked and changed at once; one of them open beside the list.
import { ActionIcon, Button, Checkbox, Group } from '@mantine/core';
import { useCallbackRef, useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import type { Inquiry, InquiryFilter } from '../api/client.ts';
import { inquiriesMatchingQuery, unfinishedQuery } from '../api/counts.ts';
import { inquiriesQuery, mastersQuery } from '../api/queries.ts';
import { usePortalName } from '../api/use-me.ts';
import { AlertMenu } from '../features/frame/alert-menu.tsx';
import { BulkBar } from '../features/inquiries/bulk-bar.tsx';
import type { Choosing } from '../features/inquiries/chooser.tsx';
import { Conditions } from '../features/inquiries/conditions.tsx';
import { FreshAbove } from '../features/inquiries/fresh-above.tsx';
import { countFilters, filterIn, inquiriesPlaceIn } from '../features/inquiries/inquiries-place.ts';
import { InquiryRow, inquiryColumns } from '../features/inquiries/inquiry-row.tsx';
import { Chooser, ExportMenu, FilterBar, KeysHelp, Panel, Unfinished } from '../features/inquiries/later.tsx';
import { Nothing } from '../features/inquiries/nothing.tsx';
import { ResponseTabs } from '../features/inquiries/response-tabs.tsx';
import { type Matching, useChange } from '../features/inquiries/use-change.ts';
import { useFresh } from '../features/inquiries/use-fresh.ts';
import { useKeepPlace } from '../features/inquiries/use-keep-place.ts';
import { focusRow, useListKeys } from '../features/inquiries/use-list-keys.ts';
import { useRowClicks } from '../features/inquiries/use-row-clicks.ts';
import { Views } from '../features/inquiries/views.tsx';
import { Icon } from '../ui/icons.tsx';
import { Listing } from '../ui/listing.tsx';
import { Page } from '../ui/page.tsx';
import { useMarks } from '../ui/use-marks.ts';
import { words } from '../words/index.ts';
import classes from './inquiries.module.css';

const route = getRouteApi('/frame/inquiries');
const { title, list, end } = words.inquiry;
const { keys } = words.inquiryList;

export function Inquiries() {
  const place = route.useSearch();
  const navigate = route.useNavigate();
  const filter = filterIn({ ...place });
  const query = useQuery(inquiriesQuery(filter, place.cursor));
  const inquiries = query.data?.items ?? [];
  const ids = inquiries.map(({ id }) => id);
  const fresh = useFresh(place.cursor || !query.data || query.isPlaceholderData ? null : ids);
  // For the choosers: who types at once must find somebody.
  useQuery({ ...mastersQuery, enabled: query.data !== undefined, notifyOnChangeProps: [] });
  const portalName = usePortalName();
  const body = useRef<HTMLTableSectionElement>(null);
  const listed = useRef<HTMLDivElement>(null);
  useKeepPlace(body, ids);
  const changing = useChange();
  const marks = useMarks(inquiries, JSON.stringify([filter, place.cursor]));
  const [all, setAll] = useState<Matching>();
  const [choosing, setChoosing] = useState<Choosing | null>(null);
  const [isHelping, helping] = useDisclosure();
  const [isUnfolded, setUnfolded] = useState<boolean | null>(null);
  const isNarrowing = isUnfolded ?? countFilters(filter) > 0;

  const selected = marks.chosen;
  const hasOthers = Boolean(query.data?.nextCursor || place.cursor);
  const { data: counted } = useQuery({
    ...inquiriesMatchingQuery(filter),
    enabled: marks.isPage && hasOthers,
  });
  // Until a mark is taken away: those who come in meanwhile are not among them, and change nothing.
  const matching = selected.length > 0 ? all : undefined;
  const offer =
    !marks.isPage || !hasOthers || !counted?.upTo
      ? null
      : counted.isMore
        ? ('too-many' as const)
        : { filter, upTo: counted.upTo, asOf: counted.asOf, count: counted.count };
  const isChosen = useRef(false);
  isChosen.current = selected.length > 0;
  /** Returns what marks them again, unless others are marked by then. */
  const clear = () => {
    marks.clear();
    setAll(undefined);
    return (some = selected) => {
      if (isChosen.current) return;
      marks.markAll(selected.filter(({ id }) => some.some((one) => one.id === id)));
      setAll(matching);
    };
  };
  const mark = (id: string, isMarked: boolean) => {
    const inquiry = inquiries.find((one) => one.id === id);
    if (!inquiry) return;
    setAll(undefined);
    marks.mark(inquiry, isMarked);
  };
  const narrow = (to: InquiryFilter) => {
    clear();
    void navigate({ search: inquiriesPlaceIn({ ...to }), resetScroll: false });
  };
  const open = (id: string | null) => {
    const { id: before, ...rest } = place;
    // The way back leads to the list, not through all one looked at.
    void navigate({ search: id ? { ...rest, id } : rest, replace: before !== undefined, resetScroll: false });
  };
  const openId = place.id;
  const lastOpen = useRef(openId);
  useEffect(() => {
    if (!openId && lastOpen.current) focusRow(body.current, lastOpen.current);
    lastOpen.current = openId;
  }, [openId]);
  const respond = (some: Inquiry[]) => {
    changing.respond(some, clear());
  };
  // It goes below: whoever works down the list goes on with the one that takes its place.
  const respondInList = (inquiry: Inquiry) => {
    const row = ids.indexOf(inquiry.id);
    const next = ids[row + 1] ?? ids[row - 1];
    if (next && !openId) focusRow(body.current, next);
    respond([inquiry]);
  };
  useRowClicks(listed, open);
  useListKeys({
    body,
    inquiries,
    openId,
    selected,
    onOpen: open,
    onToggle: (id) => mark(id, !marks.has(id)),
    onClear: clear,
    onChoose: setChoosing,
    onHelp: helping.open,
    onRespond: respondInList,
    changing,
    isAway: choosing !== null || isHelping,
  });
  const onSelect = useCallbackRef(mark);
  const onRespond = useCallbackRef(respondInList);
  const at = ids.indexOf(openId ?? '');
  const stepTo = (id: string | undefined) => (id === undefined ? undefined : () => open(id));
  return (
    <div className={classes.page} data-open={openId !== undefined || undefined}>
      <Page
        title={title}
        paper={openId ? undefined : <Conditions filter={filter} />}
        actions={
          <Group gap="xs" className={classes.actions}>
            <Views filter={filter} onChoose={narrow} />
            <Suspense>
              <ExportMenu filter={filter} />
            </Suspense>
            <AlertMenu />
            <ActionIcon
              className={classes.keys}
              variant="default"
              size={36}
              aria-label={keys.button}
              title={keys.button}
              onClick={helping.open}
            >
              <Icon name="keyboard" size={18} />
            </ActionIcon>
          </Group>
        }
      >
        {query.data && <Stopped />}
        <div className={classes.columns}>
          <div className={classes.list} ref={listed}>
            <div className={classes.filters}>
              <ResponseTabs filter={filter} onChange={narrow} />
              <Button
                variant="default"
                leftSection={<Icon name="filter" size={16} />}
                aria-expanded={isNarrowing}
                onClick={() => setUnfolded(!isNarrowing)}
              >
                {words.inquiryList.filters.button(countFilters(filter))}
              </Button>
            </div>
            {isNarrowing && (
              <Suspense fallback={<div className={classes.conditions} />}>
                <FilterBar filter={filter} onChange={narrow} />
              </Suspense>
            )}
            <FreshAbove count={fresh.size} />
            <Listing
              label={list}
              columns={inquiryColumns(
                <Checkbox
                  aria-label={words.inquiry.selectAll}
                  checked={marks.isPage}
                  indeterminate={selected.length > 0 && !marks.isPage}
                  onChange={(event) => {
                    clear();
                    if (event.currentTarget.checked) marks.markAll(inquiries);
                  }}
                />,
              )}
              query={query}
              place={place}
              end={end}
              ref={body}
              empty={<Nothing filter={filter} onChoose={narrow} />}
              row={(inquiry) => (
                <InquiryRow
                  key={inquiry.id}
                  inquiry={inquiry}
                  portal={portalName(inquiry.portal)}
                  fresh={fresh.has(inquiry.id)}
                  isOpen={inquiry.id === openId}
                  isSelected={marks.has(inquiry.id)}
                  onSelect={onSelect}
                  onRespond={onRespond}
                />
              )}
            />
            <BulkBar
              selected={selected}
              away={marks.away}
              onChoose={setChoosing}
              offer={offer}
              matching={matching}
              onMatching={setAll}
              onRespond={() => {
                if (!matching) return respond(selected);
                changing.respondAll(matching, clear());
              }}
              onClear={clear}
            />
          </div>
          {openId && (
            <Suspense fallback={<div />}>
              <Panel
                id={openId}
                known={inquiries[at]}
                onClose={() => open(null)}
                onStep={{ previous: stepTo(ids[at - 1]), next: at === -1 ? undefined : stepTo(ids[at + 1]) }}
                onChoose={setChoosing}
                onRespond={respond}
              />
            </Suspense>
          )}
        </div>
      </Page>
      <Suspense>
        {choosing && (
          <Chooser
            choosing={choosing}
            onClose={() => setChoosing(null)}
            onGive={(some, giving, matching) => {
              changing.give(some, giving, matching, clear());
            }}
          />
        )}
        {isHelping && <KeysHelp onClose={helping.close} />}
      </Suspense>
    </div>
  );
}

/** Changes to all that match which ended half-way. */
function Stopped() {
  const { data } = useQuery(unfinishedQuery);
  return <Suspense>{data && data.items.length > 0 && <Unfinished items={data.items} />}</Suspense>;
}

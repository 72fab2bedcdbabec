// A customer's page: who they are, and tabs for what happened, what they asked, about what, and the mails.
import { Button, Group, Skeleton, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { type CustomerDetail, Refusal } from '../api/client.ts';
import { customerQuery } from '../api/queries.ts';
import { customerEdit } from '../features/customers/customer-entry.ts';
import { CustomerHead } from '../features/customers/customer-head.tsx';
import { FilesTab } from '../features/customers/files-tab.tsx';
import { InquiriesTab } from '../features/customers/inquiries-tab.tsx';
import { MailTab } from '../features/customers/mail-tab.tsx';
import { MergePicker } from '../features/customers/merge-picker.tsx';
import { MergedHere } from '../features/customers/merged-here.tsx';
import { PropertyTab } from '../features/customers/property-tab.tsx';
import { type CustomerTab, customerPlaceIn } from '../features/customers/tabs.ts';
import { CustomerTasks } from '../features/tasks/customer-tasks.tsx';
import { CustomerTimeline } from '../features/timeline/customer-timeline.tsx';
import { LogButton } from '../features/timeline/log-button.tsx';
import { PinnedNotes } from '../features/timeline/pinned-notes.tsx';
import { short } from '../format/text.ts';
import { Icon } from '../ui/icons.tsx';
import { useHasKept } from '../ui/kept.ts';
import { later } from '../ui/later.tsx';
import { isTyping, ViewOf } from '../ui/leave-guard.tsx';
import { CallButton } from '../ui/links.tsx';
import { LongText } from '../ui/long-text.tsx';
import { notify } from '../ui/notify.tsx';
import { Page } from '../ui/page.tsx';
import { Missing, NotYet } from '../ui/states.tsx';
import { Told } from '../ui/told.tsx';
import { followUp } from '../words/follow-up.ts';
import { words } from '../words/index.ts';
import classes from './customer.module.css';

const route = getRouteApi('/frame/customers/$id');
const FIRST = 'timeline';
const viewOf = (search: object) => customerPlaceIn({ ...search }).tab;
// Most visits edit nothing.
const CustomerEditor = later(
  async () => (await import('../features/customers/customer-editor.tsx')).CustomerEditor,
);

export function CustomerPage() {
  const { id } = route.useParams();
  const query = useQuery(customerQuery(id));
  const { data: customer, error } = query;
  const { title } = words.customer;
  // As they were before somebody else merged them.
  const [own, setOwn] = useState<CustomerDetail>();
  if (customer?.id === id && customer !== own) setOwn(customer);
  if (!customer && error instanceof Refusal && (error.status === 404 || error.status === 422))
    return <Missing title={title} />;
  if (!customer)
    return (
      <Page title={title}>
        <NotYet of={query} room={<Loading />} />
      </Page>
    );

  if (customer.id === id) return <Loaded key={id} customer={customer} />;
  // What is being typed about them stays.
  if (own?.id === id && isTyping()) return <Loaded key={id} customer={own} into={customer} />;
  return <ToSurvivor id={customer.id} />;
}

/** From an old link to somebody who was merged since, or when somebody else merges them. */
function ToSurvivor({ id }: { id: string }) {
  useEffect(() => void notify({ message: words.merge.redirected }), []);
  return <Navigate to="/customers/$id" params={{ id }} replace />;
}

/** `into`: whom somebody else merged them into. */
function Loaded({ customer, into }: { customer: CustomerDetail; into?: CustomerDetail }) {
  const { id } = customer;
  const { tab = FIRST, mail, show } = route.useSearch();
  const navigate = route.useNavigate();
  // Also after a reload or a session that ended in the middle of it.
  const [isEditing, editing] = useDisclosure(useHasKept(customerEdit(id)));
  const [isLogAsked, setLogAsked] = useState(false);
  const { tabs, title, edit } = words.customer;
  const name = customer.name ?? words.common.nameless;
  // The tabs themselves are nothing for paper.
  const shown =
    tab === FIRST && show
      ? words.common.pair(tabs.history, followUp.timeline.kinds[show])
      : tab === FIRST
        ? tabs.history
        : tabs[tab];
  return (
    <Page
      title={`${short(name, 40)} | ${title}`}
      heading={<LongText text={name} most={80} />}
      actions={
        <Group gap="xs" className={classes.actions}>
          {!isEditing && (
            <Button variant="default" leftSection={<Icon name="edit" size={16} />} onClick={editing.open}>
              {edit}
            </Button>
          )}
          {!isEditing && <MergePicker customer={customer} />}
          {!isEditing && (
            <LogButton
              onLog={() => {
                if (tab !== FIRST) void navigate({ search: {}, replace: true, resetScroll: false });
                setLogAsked(true);
              }}
            />
          )}
          <CallButton variant="filled" phone={customer.phones[0]} name={short(name, 40)} />
        </Group>
      }
    >
      {into && (
        <Told color="yellow" title={words.merge.meanwhile.title}>
          <p>{words.merge.meanwhile.body(short(into.name ?? words.common.nameless, 60))}</p>
          <Link to="/customers/$id" params={{ id: into.id }} target="_blank" rel="noopener">
            {words.merge.gone.open}
            {words.common.opensOutside}
          </Link>
        </Told>
      )}
      {isEditing && (
        <Suspense fallback={<Skeleton height={420} role="status" aria-label={words.common.loading} />}>
          <CustomerEditor customer={customer} onClose={editing.close} />
        </Suspense>
      )}
      <div className={classes.columns} data-single={isEditing || undefined}>
        <div>
          {!isEditing && <CustomerHead customer={customer} />}
          <CustomerTasks customerId={id} />
          <MergedHere customer={customer} />
        </div>
        <div>
          <PinnedNotes customerId={id} />
          <Tabs
            value={tab}
            keepMounted={false}
            onChange={(value) =>
              void navigate({
                search: value === FIRST ? {} : { tab: value as CustomerTab },
                replace: true,
                resetScroll: false,
              })
            }
          >
            <Tabs.List mb="sm" className={classes.tabs}>
              <Tabs.Tab value={FIRST}>{tabs.history}</Tabs.Tab>
              <Tabs.Tab value="inquiries">
                {tabs.inquiries} {customer.inquiryCount}
              </Tabs.Tab>
              <Tabs.Tab value="property">{tabs.property}</Tabs.Tab>
              <Tabs.Tab value="files">{tabs.files}</Tabs.Tab>
              <Tabs.Tab value="mail">{tabs.mail}</Tabs.Tab>
            </Tabs.List>
            <p className={classes.shown}>{shown}</p>
            <Tabs.Panel value={FIRST}>
              <ViewOf value={viewOf}>
                <CustomerTimeline
                  customerId={id}
                  kind={show}
                  isLogAsked={isLogAsked}
                  onLog={() => setLogAsked(false)}
                  onKind={(kind) =>
                    void navigate({ search: kind ? { show: kind } : {}, replace: true, resetScroll: false })
                  }
                />
              </ViewOf>
            </Tabs.Panel>
            <Tabs.Panel value="inquiries">
              <InquiriesTab customerId={id} />
            </Tabs.Panel>
            <Tabs.Panel value="property">
              <PropertyTab customerId={id} />
            </Tabs.Panel>
            <Tabs.Panel value="files">
              <FilesTab customerId={id} />
            </Tabs.Panel>
            <Tabs.Panel value="mail">
              <MailTab customerId={id} mailId={mail} />
            </Tabs.Panel>
          </Tabs>
        </div>
      </div>
    </Page>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={words.common.loading}>
      <Skeleton height={130} mb="md" />
      <Skeleton height={36} width={340} mb="sm" />
      <Skeleton height={360} />
    </div>
  );
}

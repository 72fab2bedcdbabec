// Tells that an inquiry arrived while another page is open, and says so to screen readers on every page.
import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Inquiry } from '../../api/client.ts';
import { newestInquiriesQuery } from '../../api/queries.ts';
import { usePortalName } from '../../api/use-me.ts';
import { short } from '../../format/text.ts';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { alertArrivals, clearBadgeWhenSeen } from './alert-arrivals.ts';

const SHOWN_MS = 12_000;

/** Watches the newest inquiries; returns what the frame must hold for screen readers. */
export function useArrivals(): ReactNode {
  const { data } = useQuery(newestInquiriesQuery);
  const isListOpen = useRouterState({
    // Narrowed, further down or behind an open inquiry on a phone, the list may not show it.
    select: ({ location }) => location.pathname === '/inquiries' && Object.keys(location.search).length === 0,
  });
  const portalName = useRef(usePortalName());
  const known = useRef<Set<string> | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!data) return;
    const before = known.current;
    known.current = new Set([...data.items.map(({ id }) => id), ...(before ?? [])]);
    const arrived = before ? data.items.filter(({ id }) => !before.has(id)) : [];
    if (arrived.length === 0) return;
    setSaid(words.frame.arrived.more(arrived.length));
    if (!isListOpen) announce(arrived);
    void alertArrivals(arrived, portalName.current);
  }, [data, isListOpen]);
  useEffect(clearBadgeWhenSeen, []);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}

function announce(arrived: Inquiry[]): void {
  const { arrived: texts } = words.frame;
  const [first] = arrived;
  if (!first) return;
  void notify({
    id: 'arrived',
    autoClose: SHOWN_MS,
    title:
      arrived.length > 1
        ? texts.more(arrived.length)
        : first.customer
          ? texts.title(first.isRepeat)
          : texts.notice,
    message: arrived.length > 1 ? <Link to="/inquiries">{words.inquiry.list}</Link> : <One inquiry={first} />,
  });
}

function One({ inquiry: { id, customer, contact, mailIds } }: { inquiry: Inquiry }) {
  const name = short(customer?.name ?? contact.name ?? words.common.nameless, 40);
  if (customer)
    return (
      <Link to="/inquiries" search={{ id }}>
        {name}
      </Link>
    );
  const [mailId] = mailIds;
  return mailId ? (
    <Link to="/mails/$id" params={{ id: mailId }}>
      {words.frame.arrived.open}
    </Link>
  ) : (
    name
  );
}

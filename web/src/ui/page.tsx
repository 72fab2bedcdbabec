// The heading of a page, its title in the browser, and the width of its content.
import { Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useProductName } from '../api/use-me.ts';
import { short } from '../format/text.ts';
import classes from './page.module.css';
import { PaperConditions, PaperHead } from './paper-head.tsx';
import { useTitleBadge } from './title-badge.ts';

/**
 * `title`: for the browser, and the heading unless `heading` is given. `back`: the way to where one came from. `paper`: which
 * part of all is shown, said on paper alone.
 */
export function Page({
  title,
  heading,
  back,
  lead,
  paper,
  actions,
  children,
}: {
  title: string;
  heading?: ReactNode;
  back?: ReactNode;
  lead?: ReactNode;
  paper?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useTitle(title);
  const top = useFocusOnArrival();
  return (
    <div className={classes.page}>
      <PaperHead title={title} />
      {back && <div className={classes.back}>{back}</div>}
      <div className={classes.head}>
        <Title order={1} miw={0} ref={top} tabIndex={-1}>
          {heading ?? title}
        </Title>
        {actions}
      </div>
      {paper && <PaperConditions>{paper}</PaperConditions>}
      {lead && <p className={classes.lead}>{lead}</p>}
      {children}
    </div>
  );
}

export function useTitle(title: string): void {
  const product = useProductName();
  const badge = useTitleBadge();
  useEffect(() => {
    document.title = `${badge > 0 ? `(${badge}) ` : ''}${short(title, 60)} | ${product}`;
  }, [title, product, badge]);
}

let isFirstPage = true;

/** Of what is a page and puts the focus itself: the next page is come to from here, not loaded first. */
export function useNoteArrival(): void {
  useEffect(() => {
    isFirstPage = false;
  }, []);
}

// A screen reader hears the new page's heading after a move inside the screen, and the keyboard goes on from there, or from the part
// one was sent to; the first load starts at the top.
function useFocusOnArrival() {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const part = document.getElementById(window.location.hash.slice(1));
    if (!isFirstPage) (part ?? top.current)?.focus({ preventScroll: true });
  }, []);
  useNoteArrival();
  return top;
}

// What is found, as a list for the field above it: links that have the mark in place of the focus.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import type { Customer } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';
import { quickSearch as texts } from '../../words/quick-search.ts';
import classes from './choices.module.css';
import { ALL, type ChoicesFound, contactOf, NEW } from './choices-of.ts';

export const LIST_ID = 'quick-search-choices';
export const idOf = (key: string) => `quick-search-${key}`;

interface Props {
  choices: ChoicesFound;
  marked: string | null;
  /** They answer what was typed before. */
  isStale: boolean;
  onMark: (key: string) => void;
  /** One is opened here, not in another tab. */
  onGo: () => void;
}

export function Choices({ choices, marked, isStale, onMark, onGo }: Props) {
  const { q, customers, pages, isNobody } = choices;
  if (customers.length === 0 && pages.length === 0 && !isNobody) return null;
  const of = (key: string) => ({ id: idOf(key), isMarked: key === marked, onMark: () => onMark(key), onGo });
  return (
    <div
      id={LIST_ID}
      role="listbox"
      aria-label={texts.results}
      className={classes.list}
      data-stale={isStale || undefined}
    >
      {customers.length > 0 && (
        <Group name={texts.customers}>
          {customers.map((customer) => (
            <Choice key={customer.id} {...of(customer.id)} to="/customers/$id" params={{ id: customer.id }}>
              <Found customer={customer} q={q} />
            </Choice>
          ))}
          <Choice {...of(ALL)} to="/customers" search={{ q }}>
            <Way icon="next">{texts.all}</Way>
          </Choice>
        </Group>
      )}
      {pages.length > 0 && (
        <Group name={texts.pages}>
          {pages.map(({ to, icon, label }) => (
            <Choice key={to} {...of(to)} to={to}>
              <Way icon={icon}>{label}</Way>
            </Choice>
          ))}
        </Group>
      )}
      {isNobody && (
        <Choice {...of(NEW)} to="/customers/new" state={{ typed: q }}>
          <Way icon="plus">{texts.add(short(q, 40))}</Way>
        </Choice>
      )}
    </div>
  );
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: choices of a list, no fields of a form
    <div role="group" aria-label={name}>
      <div className={classes.name} aria-hidden="true">
        {name}
      </div>
      {children}
    </div>
  );
}

interface ChoiceProps {
  id: string;
  isMarked: boolean;
  onMark: () => void;
  onGo: () => void;
  children: ReactNode;
}

function Choice({
  id,
  isMarked,
  onMark,
  onGo,
  children,
  ...to
}: ChoiceProps & Pick<LinkProps, 'to' | 'params' | 'search' | 'state'>) {
  return (
    <Link
      {...to}
      id={id}
      role="option"
      aria-selected={isMarked}
      tabIndex={-1}
      className={classes.choice}
      onMouseMove={() => !isMarked && onMark()}
      onClick={({ ctrlKey, metaKey, shiftKey }: MouseEvent) => {
        if (!ctrlKey && !metaKey && !shiftKey) onGo();
      }}
    >
      {children}
    </Link>
  );
}

function Found({ customer, q }: { customer: Customer; q: string }) {
  const { name, nameKana, assignee } = customer;
  const contact = contactOf(customer, q);
  return (
    <span className={classes.found}>
      <span className={classes.who}>
        <b>{short(name ?? words.common.nameless, 60)}</b>{' '}
        {nameKana && <span className={classes.kana}>{short(nameKana, 60)}</span>}
      </span>{' '}
      <span className={classes.contact}>{contact ? short(contact, 60) : words.common.none}</span>{' '}
      <span className={classes.assignee}>
        {words.common.pair(
          words.customer.columns.assignee,
          assignee ? short(assignee.name, 30) : words.common.unassigned,
        )}
      </span>
    </span>
  );
}

function Way({ icon, children }: { icon: IconName; children: string }) {
  return (
    <span className={classes.way}>
      <Icon name={icon} size={18} />
      {children}
    </span>
  );
}

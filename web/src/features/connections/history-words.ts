// A line of a connection's history in words. Pure. The API may know more kinds than this screen.
import { short } from '../../format/text.ts';
import { words } from '../../words/index.ts';
import { rulesChangedWords, rulesReplacedWords } from '../assignment/rule-history-words.ts';

const { history: texts } = words.connectionPage;

type Details = Record<string, unknown>;

/** What happened, as one sentence. */
export function historyWords(action: string, details: Details): string {
  const count =
    typeof details.takenIn === 'number' && details.takenIn > 0 ? texts.takenIn(details.takenIn) : '';
  if (action === 'connection.edited') return editWords(details.changes);
  if (action === 'connection.rule-replaced')
    return editWords({ [String(details.rule).replace(/Id$/, '')]: details });
  if (action === 'connection.forwarding-changed')
    return texts.changed(
      texts.fields.forwarding ?? texts.otherField,
      listWords(details.from),
      listWords(details.to),
    );
  if (action === 'connection.assignment-changed') return rulesChangedWords(details.changes) || texts.other;
  if (action === 'connection.assignment-replaced') return rulesReplacedWords(details);
  if (action === 'connection.login-checked') return texts.loginChecked(outcomeWords(details.outcome));
  const known = texts.actions[action];
  return known === undefined ? texts.other : `${known}${count}`;
}

function outcomeWords(outcome: unknown): string {
  const { states } = words.portalLogin;
  return typeof outcome === 'string' && outcome in states
    ? states[outcome as keyof typeof states].chip
    : texts.none;
}

function editWords(changes: unknown): string {
  const fields = Object.entries((changes ?? {}) as Record<string, { from?: unknown; to?: unknown }>);
  const lines = fields.map(([field, { from, to }]) =>
    texts.changed(texts.fields[field] ?? texts.otherField, valueWords(from), valueWords(to)),
  );
  return words.common.list(lines) || texts.other;
}

const listWords = (value: unknown) => valueWords(Array.isArray(value) ? words.common.list(value) : value);

const valueWords = (value: unknown) =>
  typeof value === 'string' && value !== '' ? short(value, 60) : texts.none;

// Whether somebody responded to an inquiry: how long it waits, ticking, or how fast it went. Never by colour alone.
import { VisuallyHidden } from '@mantine/core';
import type { Inquiry } from '../../api/client.ts';
import { spanWords } from '../../format/age.ts';
import { minuteTime } from '../../format/jst.ts';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icons.tsx';
import { useNow } from '../../ui/now.ts';
import { words } from '../../words/index.ts';
import classes from './response-state.module.css';
import { type Urgency, urgencyOf, waitedWords } from './waiting.ts';

const tones: Record<Urgency, Tone> = { calm: 'neutral', soon: 'warn', late: 'bad' };
const { inquiry: texts } = words;

export function ResponseState({ inquiry }: { inquiry: Inquiry }) {
  return inquiry.respondedAt === null ? <Waiting at={inquiry.receivedAt} /> : <Done inquiry={inquiry} />;
}

function Waiting({ at }: { at: string }) {
  const now = useNow();
  const urgency = urgencyOf(at, now);
  return (
    <span className={classes.waiting} data-urgency={urgency}>
      <Chip tone={tones[urgency]}>
        <span className={classes.dot} aria-hidden="true" />
        <VisuallyHidden>{texts.urgencies[urgency]} </VisuallyHidden>
        {waitedWords(at, now)}
      </Chip>
    </span>
  );
}

function Done({ inquiry: { receivedAt, respondedAt, respondedBy } }: { inquiry: Inquiry }) {
  if (respondedAt === null) return null;
  const span = spanWords(Date.parse(receivedAt), Date.parse(respondedAt))?.slice(1);
  const by = respondedBy ? `${respondedBy.name} ` : '';
  return (
    <span className={classes.done} title={texts.doneLabel(by, minuteTime(respondedAt))}>
      <Icon name="check" size={14} /> {texts.done}
      {span && <span className={classes.span}>{texts.doneAfter(span)}</span>}
    </span>
  );
}

/** How an inquiry presses in a list: by its edge. */
export function useTone(inquiry: Inquiry): 'warn' | 'bad' | undefined {
  const now = useNow();
  if (inquiry.respondedAt !== null) return undefined;
  const tone = tones[urgencyOf(inquiry.receivedAt, now)];
  return tone === 'warn' || tone === 'bad' ? tone : undefined;
}

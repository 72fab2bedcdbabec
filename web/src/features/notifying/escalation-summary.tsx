// A rule of 対応がないとき in words.
import type { Escalation } from '../../api/client.ts';
import { notifying } from '../../words/notifying.ts';
import classes from './notifying.module.css';
import { daysWords } from './preferences.ts';

const texts = notifying.escalation;

export function EscalationSummary({
  rule,
  people,
}: {
  rule: Escalation;
  people: { id: string; name: string }[];
}) {
  const { afterMinutes, managerId, hours } = rule;
  const chain = [...rule.people, ...(managerId ? [managerId] : [])];
  const names = chain.map((id) => people.find((one) => one.id === id)?.name ?? texts.gone);
  return (
    <>
      <p className={classes.none}>{texts.summary(String(afterMinutes), names.join(' → '))}</p>
      {hours && (
        <p className={classes.more}>{texts.hoursShort(hours.from, hours.to, daysWords(hours.days))}</p>
      )}
    </>
  );
}

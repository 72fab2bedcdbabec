// Two customers side by side: of each field that differs one side is chosen. What is the same is
// shown once, what neither has is not.
import { Radio } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Customer, MergeChoices, MergePreview } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { LongText } from '../../ui/long-text.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './merge-form.module.css';
import { type MergeField, mergeFields, valuesOf } from './merge-values.ts';

const texts = words.merge;
const SIDES = ['survivor', 'absorbed'] as const;
/** Of these both stay, and one side stands first. */
const KEEPS_ALL: readonly MergeField[] = ['phones', 'emails'];

/** `choices`: as chosen so far, for all fields. */
export function MergeForm({
  preview,
  choices,
  onChoose,
}: {
  preview: MergePreview;
  choices: MergePreview['choices'];
  onChoose: (choices: MergeChoices) => void;
}) {
  return (
    <div className={classes.form}>
      <div className={classes.heads}>
        {SIDES.map((side) => (
          <Head key={side} label={texts.sides[side]} customer={preview[side]} />
        ))}
      </div>
      {mergeFields.map((field) => (
        <FieldChoice key={field} field={field} preview={preview} value={choices[field]} onChoose={onChoose} />
      ))}
    </div>
  );
}

function Head({ label, customer }: { label: string; customer: Customer }) {
  return (
    <div className={classes.head}>
      <b>{label}</b>
      <Link to="/customers/$id" params={{ id: customer.id }}>
        {short(customer.name ?? words.common.nameless, 60)}
      </Link>
      <span className={classes.quiet}>
        {texts.pick.count(customer.inquiryCount)}
        {words.common.gap}
        <Moment at={customer.createdAt} />
      </span>
    </div>
  );
}

function FieldChoice({
  field,
  preview,
  value,
  onChoose,
}: {
  field: MergeField;
  preview: MergePreview;
  value: MergePreview['choices'][MergeField];
  onChoose: (choices: MergeChoices) => void;
}) {
  const [ours, theirs] = [valuesOf(preview.survivor)[field], valuesOf(preview.absorbed)[field]];
  const label = texts.fields[field];
  if (ours === '' && theirs === '') return null;
  if (ours === theirs)
    return (
      <div className={classes.field}>
        <span className={classes.label}>{label}</span>
        <div className={classes.same}>
          <LongText text={ours} /> <span className={classes.quiet}>{texts.same}</span>
        </div>
      </div>
    );
  return (
    <Radio.Group
      className={classes.field}
      classNames={{ label: classes.label ?? '' }}
      label={label}
      description={KEEPS_ALL.includes(field) ? texts.keepsAll : undefined}
      value={value}
      onChange={(chosen) => onChoose({ [field]: chosen })}
    >
      <div className={classes.sides}>
        {SIDES.map((side) => (
          <Radio
            key={side}
            value={side}
            className={classes.side}
            label={
              <>
                <span className={classes.sideLabel}>{texts.sides[side]}</span>
                {(side === 'survivor' ? ours : theirs) || (
                  <span className={classes.quiet}>{texts.nothing}</span>
                )}
              </>
            }
          />
        ))}
        {field === 'groups' && <Radio value="both" className={classes.side} label={texts.both} />}
      </div>
    </Radio.Group>
  );
}

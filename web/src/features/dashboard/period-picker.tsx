// Which days: a period that moves with the day, or two dates. The URL holds it.
import { Select, TextInput } from '@mantine/core';
import { words } from '../../words/index.ts';
import { type DashboardPeriod, type DashboardPlace, dashboardPeriods } from './dashboard-place.ts';
import classes from './period-picker.module.css';

const texts = words.dashboard.period;
const CUSTOM = 'custom';

interface Props {
  place: DashboardPlace;
  /** What is shown now: where two dates begin. */
  days: { from: string; to: string } | undefined;
  /** What is wrong with a date: field → text. */
  errors: Record<string, string>;
  onChange: (place: DashboardPlace) => void;
}

export function PeriodPicker({ place, days, errors, onChange }: Props) {
  const isCustom = place.from !== undefined || place.to !== undefined;
  const day = (key: 'from' | 'to') => (
    <TextInput
      type="date"
      className={classes.day}
      label={texts[key]}
      value={place[key] ?? ''}
      min={key === 'to' ? (place.from ?? '2000-01-01') : '2000-01-01'}
      max="2199-12-31"
      error={errors[key]}
      onChange={(event) => {
        // A day that is being typed is none yet.
        const typed = event.currentTarget.value;
        if (typed) onChange({ ...place, [key]: typed });
      }}
    />
  );
  return (
    <div className={classes.picker}>
      <Select
        label={texts.label}
        data={[
          ...dashboardPeriods.map((period) => ({ value: period, label: texts.names[period] })),
          { value: CUSTOM, label: texts.custom },
        ]}
        value={isCustom ? CUSTOM : (place.days ?? '30-days')}
        allowDeselect={false}
        onChange={(chosen) => {
          if (chosen !== CUSTOM) onChange({ days: chosen as DashboardPeriod });
          else if (days) onChange({ from: days.from, to: days.to });
        }}
      />
      {isCustom && day('from')}
      {isCustom && day('to')}
    </div>
  );
}

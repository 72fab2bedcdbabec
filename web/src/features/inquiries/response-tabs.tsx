// 未対応, 対応済み or both, with how many are 未対応.
import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { InquiryFilter } from '../../api/client.ts';
import { inquiryCountsQuery } from '../../api/queries.ts';
import { words } from '../../words/index.ts';
import { withIt } from './inquiries-place.ts';
import classes from './response-tabs.module.css';

const { tabs, openCount, openCountLabel } = words.inquiryList;

export function ResponseTabs({
  filter,
  onChange,
}: {
  filter: InquiryFilter;
  onChange: (filter: InquiryFilter) => void;
}) {
  const { data } = useQuery(inquiryCountsQuery(filter));
  const open = data?.open ?? 0;
  return (
    <SegmentedControl
      aria-label={tabs.label}
      value={filter.response ?? 'all'}
      onChange={(value) => onChange(withIt(filter, 'response', value === 'all' ? undefined : value))}
      data={[
        { value: 'all', label: tabs.all },
        {
          value: 'open',
          label: (
            <span className={classes.tab}>
              {tabs.open}
              {open > 0 && (
                <span className={classes.count}>
                  <span aria-hidden="true">{openCount(open)}</span>
                  <VisuallyHidden>{openCountLabel(open)}</VisuallyHidden>
                </span>
              )}
            </span>
          ),
        },
        { value: 'done', label: tabs.done },
      ]}
    />
  );
}

// In place of the list when nothing is in it: nothing ever came, nothing matches, or all is done.
import { Button } from '@mantine/core';
import type { InquiryFilter } from '../../api/client.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Empty } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { countFilters } from './inquiries-place.ts';

const { empty, nothing, allDone } = words.inquiry;

export function Nothing({
  filter,
  onChoose,
}: {
  filter: InquiryFilter;
  onChoose: (filter: InquiryFilter) => void;
}) {
  const isNarrowed = countFilters(filter) > 0;
  if (!isNarrowed && !filter.response)
    return (
      <Empty
        title={empty.title}
        action={
          <ButtonLink to="/connections" variant="default">
            {empty.action}
          </ButtonLink>
        }
      >
        {empty.body}
      </Empty>
    );
  const texts = !isNarrowed && filter.response === 'open' ? allDone : nothing;
  return (
    <Empty
      title={texts.title}
      action={
        <Button variant="default" onClick={() => onChoose({})}>
          {texts.action}
        </Button>
      }
    >
      {texts.body}
    </Empty>
  );
}

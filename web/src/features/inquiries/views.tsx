// 保存したビュー: a person's filters under names, to choose, keep, rename, bring up to date and delete.
import { Button, Menu } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { InquiryFilter, InquiryView } from '../../api/client.ts';
import { inquiryViewsQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { Icon } from '../../ui/icons.tsx';
import { laterDialog } from '../../ui/later.tsx';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { isSameFilter } from './inquiries-place.ts';
import { views } from './keep-views.ts';
import { useNamedFilters } from './named-filters.ts';

const { views: texts } = words.inquiryList;
const SaveView = laterDialog(async () => (await import('./save-view.tsx')).SaveView);

export function Views({
  filter,
  onChoose,
}: {
  filter: InquiryFilter;
  onChoose: (filter: InquiryFilter) => void;
}) {
  const client = useQueryClient();
  const { data, isError, refetch } = useQuery(inquiryViewsQuery);
  const [last, setLast] = useState<string | null>(null);
  const [naming, setNaming] = useState<{ renamed?: InquiryView } | null>(null);
  const { overwrite, remove } = useNamedFilters(views, setLast);
  const items = data?.items ?? [];
  const current = items.find((view) => isSameFilter(view.filter, filter));
  // One that was chosen and narrowed further since.
  const outdated = current ? undefined : items.find(({ id }) => id === last);
  // As it is by now; as it was, once it is deleted.
  const renamed = naming?.renamed && (items.find(({ id }) => id === naming.renamed?.id) ?? naming.renamed);
  return (
    <>
      <Menu position="bottom-end" width={280} shadow="md">
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="star" size={16} />}>
            {current ? short(current.name, 16) : texts.button}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {!data && isError ? (
            <Menu.Item closeMenuOnClick={false} onClick={() => void refetch()}>
              {words.common.failed.title}
              {words.common.stop}
              {words.common.failed.retry}
            </Menu.Item>
          ) : (
            <Menu.Label>{items.length > 0 ? texts.saved : texts.none}</Menu.Label>
          )}
          {items.map((view) => (
            <Menu.Item
              key={view.id}
              aria-current={view === current || undefined}
              leftSection={
                view === current ? <Icon name="check" size={16} /> : <span style={{ width: 16 }} />
              }
              onClick={() => {
                setLast(view.id);
                onChoose(view.filter);
              }}
            >
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {!current && <Menu.Item onClick={() => setNaming({})}>{texts.save}</Menu.Item>}
          {outdated && (
            <Menu.Item onClick={() => overwrite(outdated, filter)}>
              {texts.update(short(outdated.name, 16))}
            </Menu.Item>
          )}
          {current && (
            <>
              <Menu.Item onClick={() => setNaming({ renamed: current })}>
                {texts.rename(short(current.name, 16))}
              </Menu.Item>
              <Menu.Item onClick={() => remove(current)}>{texts.remove(short(current.name, 16))}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <Suspense>
          <SaveView
            filter={renamed?.filter ?? filter}
            renamed={renamed}
            onClose={() => setNaming(null)}
            onDone={(made) => {
              setLast(made.id);
              void notify({ id: 'change', message: texts.done(made.name) });
              void client.invalidateQueries({ queryKey: views.queryKey });
            }}
          />
        </Suspense>
      )}
    </>
  );
}

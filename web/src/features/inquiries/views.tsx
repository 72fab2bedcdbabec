// 保存したビュー: a person's filters under names, to choose, keep, bring up to date and remove.
import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { answerOf, api, type InquiryFilter, type InquiryView } from '../../api/client.ts';
import { inquiryViewsQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { Icon } from '../../ui/icons.tsx';
import { laterDialog } from '../../ui/later.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { isSameFilter } from './inquiries-place.ts';

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
  const [isSaving, saving] = useDisclosure();
  const again = () => client.invalidateQueries({ queryKey: inquiryViewsQuery.queryKey });
  const change = useMutation({
    mutationFn: (run: () => Promise<string>) => run(),
    onSuccess: (message) => {
      void notify({ message });
      return again();
    },
    onError: (error) => {
      void notify({ color: 'red', message: errorText(error), autoClose: false });
      void again();
    },
  });
  const items = data?.items ?? [];
  const current = items.find((view) => isSameFilter(view.filter, filter));
  // One that was chosen and narrowed further since.
  const outdated = current ? undefined : items.find(({ id }) => id === last);
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
          {!current && <Menu.Item onClick={saving.open}>{texts.save}</Menu.Item>}
          {outdated && (
            <Menu.Item onClick={() => change.mutate(() => bringUpToDate(outdated, filter))}>
              {texts.update(short(outdated.name, 16))}
            </Menu.Item>
          )}
          {current && (
            <Menu.Item onClick={() => change.mutate(() => remove(current))}>
              {texts.remove(short(current.name, 16))}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isSaving && (
        <Suspense>
          <SaveView
            filter={filter}
            onClose={saving.close}
            onDone={(made) => {
              setLast(made.id);
              void notify({ message: texts.done(made.name) });
              void again();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

async function bringUpToDate(
  { id, name, filter: before }: InquiryView,
  filter: InquiryFilter,
): Promise<string> {
  const path = { params: { path: { id } } };
  await answerOf(
    api.PATCH('/api/v1/inquiry-views/{id}', { ...path, body: { filter, was: { filter: before } } }),
  );
  return texts.done(name);
}

async function remove({ id, name }: InquiryView): Promise<string> {
  await answerOf(api.DELETE('/api/v1/inquiry-views/{id}', { params: { path: { id } } }));
  return texts.removed(name);
}

// 顧客の統合: two customers side by side, whose values stay, what comes of it, and the button that does it.
import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Customer, type MergeChoices, type MergePreview, Refusal, refusedAs } from '../api/client.ts';
import { mergePreviewQuery } from '../api/queries.ts';
import { ChangedSince } from '../features/customers/changed-since.tsx';
import { MergeForm } from '../features/customers/merge-form.tsx';
import { MergeResult } from '../features/customers/merge-result.tsx';
import { useMerge } from '../features/customers/use-merge.ts';
import { BackLink } from '../ui/back-link.tsx';
import { LeaveGuard } from '../ui/leave-guard.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Page } from '../ui/page.tsx';
import { errorText, Missing, NotYet } from '../ui/states.tsx';
import { Told } from '../ui/told.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/customers/$id/merge/$otherId');
const texts = words.merge;

export function MergeCustomers() {
  const { id, otherId } = route.useParams();
  return <Merging key={`${id}/${otherId}`} id={id} otherId={otherId} />;
}

function Merging({ id, otherId }: { id: string; otherId: string }) {
  const client = useQueryClient();
  const [choices, setChoices] = useState<MergeChoices>({});
  const query = useQuery(mergePreviewQuery(id, otherId, choices));
  const { data, error } = query;
  // A choice whose outcome could not be had leaves the form as it stands.
  const [last, setLast] = useState(data);
  if (data && data !== last) setLast(data);
  const preview = data ?? last;
  // What the person saw first: others may change it while it is open.
  const [seen, setSeen] = useState<MergePreview | null>(null);
  if (preview && !seen) setSeen(preview);
  const isChanged =
    preview &&
    seen &&
    (['survivor', 'absorbed'] as const).some((side) => preview[side].version !== seen[side].version);
  const merge = useMerge(() => void client.invalidateQueries({ queryKey: ['customers', 'merge'] }));

  // What is chosen counts at once, not when its outcome is shown.
  const chosen = preview && { ...preview.choices, ...choices };
  const gone = refusedAs(merge.error ?? error, 'customer-merged');
  if (!preview && error instanceof Refusal && error.status === 404) return <Missing title={texts.title} />;
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      back={
        <BackLink to="/customers/$id" params={{ id }}>
          {texts.toCustomer}
        </BackLink>
      }
    >
      {gone && <AlreadyMerged refusal={gone} />}
      <LeaveGuard isDirty={() => !gone && Object.keys(choices).length > 0} />
      {!gone && !preview && <NotYet of={query} height={420} />}
      {!gone && preview && chosen && (
        <>
          {isChanged && (
            <ChangedSince
              key={preview.survivor.version + preview.absorbed.version}
              sides={(['survivor', 'absorbed'] as const).map((side) => ({
                name: texts.sides[side],
                before: seen[side],
                now: preview[side],
              }))}
              again={texts.changed.again}
            />
          )}
          {merge.error && !refusedAs(merge.error, 'changed-meanwhile') && (
            <Told>{errorText(merge.error)}</Told>
          )}
          <Group justify="flex-end" my="xs">
            <ButtonLink
              to="/customers/$id/merge/$otherId"
              params={{ id: otherId, otherId: id }}
              replace
              variant="default"
            >
              {texts.swap}
            </ButtonLink>
          </Group>
          <MergeForm
            preview={preview}
            choices={chosen}
            onChoose={(choice) => setChoices({ ...choices, ...choice })}
          />
          {data ? (
            <MergeResult title={texts.result.title} customer={data.result}>
              <p>{texts.result.rest(data.result.inquiryCount)}</p>
            </MergeResult>
          ) : (
            <NotYet of={query} height={160} />
          )}
          <Group justify="flex-end" mt="md">
            <ButtonLink to="/customers/$id" params={{ id }} variant="default" ignoreBlocker>
              {words.common.cancel}
            </ButtonLink>
            <Button loading={merge.isPending} onClick={() => merge.mutate({ ...preview, choices: chosen })}>
              {texts.confirm}
            </Button>
          </Group>
        </>
      )}
    </Page>
  );
}

function AlreadyMerged({ refusal }: { refusal: Refusal }) {
  const { into } = (refusal.data ?? {}) as { into?: Pick<Customer, 'id' | 'name'> | null };
  return (
    <Told color="yellow" title={texts.gone.title}>
      <p>{errorText(refusal)}</p>
      {into && (
        <Link to="/customers/$id" params={{ id: into.id }}>
          {texts.gone.open}
        </Link>
      )}
    </Told>
  );
}

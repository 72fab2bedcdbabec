// ステップ① before there is a draft: 「ログイン情報登録へ」 makes it.
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { connectionQuery, createDraft, editConnection, portalsQuery } from '../api/setup.ts';
import { Gate } from '../features/setup/gate.tsx';
import { newRequestKey } from '../features/setup/request-key.ts';
import { type RulesEntry, rulesOf, sameRules } from '../features/setup/rules.ts';
import { RulesForm } from '../features/setup/rules-form.tsx';
import { StepFoot } from '../features/setup/step-foot.tsx';
import { stepPaths, Wizard } from '../features/setup/wizard.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { useKept } from '../ui/kept.ts';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { Missing, NotYet } from '../ui/states.tsx';
import { SupportWindow } from '../ui/support-window.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/connections/setup');
const texts = words.setup;

export function SetUpBegin() {
  const { portal } = route.useSearch();
  const query = useQuery(portalsQuery);
  const { data } = query;
  const chosen = data?.items.find(({ id }) => id === portal);
  if (!data)
    return (
      <Page title={texts.title}>
        <NotYet of={query} height={420} />
        <SupportWindow />
      </Page>
    );
  if (!chosen) return <Missing title={texts.title} />;
  return (
    <Wizard step="rules" portalName={chosen.name} draft={null}>
      <Gate>
        <Begin key={chosen.id} portal={chosen} />
      </Gate>
    </Wizard>
  );
}

function Begin({ portal }: { portal: { id: string; name: string } }) {
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const kept = useKept<string>(`draft-key/${portal.id}`);
  const [requestKey] = useState(() => kept.found ?? newRequestKey());

  // The same key again (a second press, a reload, an answer that got lost) gives the draft it made: with what stood in
  // the form then, so what stands there now is put into it.
  async function save(entry: RulesEntry) {
    kept.keep(requestKey);
    const made = await createDraft({ requestKey, portal: portal.id, ...entry });
    return sameRules(rulesOf(made), entry)
      ? made
      : editConnection(made.id, { ...entry, version: made.version });
  }

  return (
    <RulesForm
      portalName={portal.name}
      connection={null}
      keepAs={`rules/new/${portal.id}`}
      save={save}
      onSaved={async (draft) => {
        kept.drop();
        client.setQueryData(connectionQuery(draft.id).queryKey, draft);
        const params = { id: draft.id };
        // Going back from the next step leads to this draft, not to the making of another.
        await navigate({ to: stepPaths.rules, params, replace: true, ignoreBlocker: true });
        await navigate({ to: stepPaths.login, params });
        void client.invalidateQueries();
      }}
      onGivenUp={kept.drop}
      footer={({ isPending }) => (
        <>
          <Note title={texts.rules.noteTitle}>{texts.rules.note}</Note>
          <StepFoot back={<BackLink to="/connections/new">{texts.back.choice}</BackLink>}>
            <Button type="submit" loading={isPending}>
              {texts.rules.submit}
            </Button>
          </StepFoot>
        </>
      )}
    />
  );
}

// ステップ① 「連携名称と詳細設定」 of a draft.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Connection } from '../api/client.ts';
import { connectionQuery, editConnection } from '../api/setup.ts';
import { DraftStep } from '../features/setup/draft-step.tsx';
import { rulesOf, sameRules } from '../features/setup/rules.ts';
import { RulesForm } from '../features/setup/rules-form.tsx';
import { StepFoot } from '../features/setup/step-foot.tsx';
import { stepPaths } from '../features/setup/wizard.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { Note } from '../ui/note.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/connections/$id/setup/rules');
const texts = words.setup;

export function SetUpRules() {
  const { id } = route.useParams();
  return (
    <DraftStep id={id} step="rules">
      {(draft) => <Rules draft={draft} />}
    </DraftStep>
  );
}

function Rules({ draft }: { draft: Connection }) {
  const navigate = route.useNavigate();
  const client = useQueryClient();
  return (
    <RulesForm
      portalName={draft.portalName}
      connection={draft}
      keepAs={`rules/${draft.id}`}
      save={async (entry, version) =>
        sameRules(rulesOf(draft), entry) && version === draft.version
          ? draft
          : editConnection(draft.id, { ...entry, version: version ?? draft.version })
      }
      onSaved={async (saved) => {
        client.setQueryData(connectionQuery(saved.id).queryKey, saved);
        await navigate({ to: stepPaths.login, params: { id: saved.id }, ignoreBlocker: true });
        void client.invalidateQueries();
      }}
      footer={({ isPending }) => (
        <>
          <Note title={texts.rules.noteTitle}>{texts.rules.note}</Note>
          <StepFoot back={<BackLink to="/connections">{texts.back.list}</BackLink>}>
            <Button type="submit" loading={isPending}>
              {texts.rules.submit}
            </Button>
          </StepFoot>
        </>
      )}
    />
  );
}

// ステップ② ログイン情報: typing it, trying it, and going on meanwhile.
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { Connection } from '../api/client.ts';
import { DraftStep } from '../features/setup/draft-step.tsx';
import { LoginPanel } from '../features/setup/login-panel.tsx';
import classes from '../features/setup/step-foot.module.css';
import { StepFoot } from '../features/setup/step-foot.tsx';
import { stepPaths } from '../features/setup/wizard.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { Note } from '../ui/note.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/connections/$id/setup/login');
const texts = words.setup;

export function SetUpLogin() {
  const { id } = route.useParams();
  return (
    <DraftStep id={id} step="login">
      {(draft) => <Login draft={draft} />}
    </DraftStep>
  );
}

function Login({ draft }: { draft: Connection }) {
  const navigate = route.useNavigate();
  const { state } = draft.login;
  const params = { id: draft.id };
  return (
    <>
      <LoginPanel connection={draft} />
      <Note tone="caution" title={texts.login.cautionTitle}>
        {texts.login.caution(draft.portalName)}
      </Note>
      <StepFoot
        back={
          <BackLink to={stepPaths.rules} params={params}>
            {texts.back.rules}
          </BackLink>
        }
      >
        <Button
          disabled={state === 'none'}
          variant={state === 'none' || state === 'failed' ? 'default' : 'filled'}
          aria-describedby="about-next"
          onClick={() => void navigate({ to: stepPaths.inbox, params })}
        >
          {texts.login.next}
        </Button>
        <span id="about-next" className={classes.hint}>
          {state === 'none' ? texts.login.nextNotYet : state === 'checking' && texts.login.nextWhileChecking}
        </span>
      </StepFoot>
    </>
  );
}

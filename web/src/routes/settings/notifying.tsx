// 設定 → 通知: how people of the firm are told, for everybody.
import { Link } from '@tanstack/react-router';
import { useIsAdmin } from '../../api/use-me.ts';
import { ChatsPart } from '../../features/notifying/chats-part.tsx';
import { DefaultsPart } from '../../features/notifying/defaults-part.tsx';
import { EscalationPart } from '../../features/notifying/escalation-part.tsx';
import classes from '../../features/notifying/notifying.module.css';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { OnlyAdmins } from '../../ui/only-admins.tsx';
import { notifying } from '../../words/notifying.ts';

const texts = notifying.page;

export function NotifyingPage() {
  const isAdmin = useIsAdmin();
  return (
    <SettingsPage title={texts.title} lead={texts.lead} isOwn>
      {isAdmin ? (
        <div className={classes.parts}>
          <DefaultsPart />
          <EscalationPart />
          <ChatsPart />
          <p>
            <Link to="/settings/notices">{texts.history}</Link>
          </p>
        </div>
      ) : (
        <OnlyAdmins>{texts.onlyAdmins}</OnlyAdmins>
      )}
    </SettingsPage>
  );
}

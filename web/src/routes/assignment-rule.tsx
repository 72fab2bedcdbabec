// One 振り分けルール: making or changing it, and trying it out before it is saved.
import { Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { assignmentRulesQuery } from '../api/assignment.ts';
import { Refusal } from '../api/client.ts';
import { mastersQuery } from '../api/queries.ts';
import { connectionQuery } from '../api/setup.ts';
import { RuleForm } from '../features/assignment/rule-form.tsx';
import { short } from '../format/text.ts';
import { BackLink } from '../ui/back-link.tsx';
import { notify } from '../ui/notify.tsx';
import { OnlyAdmins } from '../ui/only-admins.tsx';
import { Page } from '../ui/page.tsx';
import { Missing, NotYet } from '../ui/states.tsx';
import { assignment as texts } from '../words/assignment.ts';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/connections/$id/rules/$ruleId');

export function AssignmentRulePage() {
  const { id, ruleId } = route.useParams();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const connection = useQuery(connectionQuery(id));
  const rules = useQuery(assignmentRulesQuery(id));
  const masters = useQuery(mastersQuery);
  const isNew = ruleId === 'new';
  const title = isNew ? texts.form.newTitle : texts.form.editTitle;
  const error = connection.error ?? rules.error ?? masters.error;
  const isMissing = error instanceof Refusal && (error.status === 404 || error.status === 422);
  const isGone = !isNew && rules.data && !rules.data.rules.some((rule) => rule.id === ruleId);
  if (isMissing) return <Missing title={title} />;
  return (
    <Page
      title={title}
      lead={connection.data && short(connection.data.name, 80)}
      back={
        <BackLink to="/connections/$id" params={{ id }} hash="assignment">
          {texts.form.back}
        </BackLink>
      }
    >
      {connection.data && rules.data && masters.data ? (
        rules.data.isEditable ? (
          <RuleForm
            key={`${id}/${ruleId}`}
            connection={connection.data}
            ruleId={isNew ? null : ruleId}
            saved={rules.data}
            isGone={isGone === true}
            masters={masters.data}
            onSaved={(result, name) => {
              client.setQueryData(assignmentRulesQuery(id).queryKey, result);
              void notify({ message: texts.done.saved(short(name, 40)) });
              void navigate({
                to: '/connections/$id',
                params: { id },
                hash: 'assignment',
                ignoreBlocker: true,
              });
              void client.invalidateQueries();
            }}
          />
        ) : (
          <OnlyAdmins />
        )
      ) : (
        <NotYet of={[connection, rules, masters]} room={<Loading />} />
      )}
    </Page>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={words.common.loading}>
      <Skeleton height={70} mb="md" maw={760} />
      <Skeleton height={420} mb="md" maw={760} />
      <Skeleton height={160} maw={760} />
    </div>
  );
}

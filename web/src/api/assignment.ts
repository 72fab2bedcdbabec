// What the screens of 振り分けルール ask and do.
import { queryOptions } from '@tanstack/react-query';
import {
  type AssignmentRules,
  type AssignmentRulesEdit,
  type AssignmentTrial,
  answerOf,
  api,
} from './client.ts';

const at = (id: string) => ({ params: { path: { id } } });

/** The rules of a connection, in their order. */
export const assignmentRulesQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'assignment-rules', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/connections/{id}/assignment-rules', { signal, ...at(id) })),
  });

/** @throws Refusal `changed-meanwhile` when `version` is no longer theirs: `data.current` is how they are now. */
export const saveAssignmentRules = (id: string, body: AssignmentRulesEdit): Promise<AssignmentRules> =>
  answerOf(api.PUT('/api/v1/connections/{id}/assignment-rules', { ...at(id), body }));

/** What these rules would have made of the last 90 days. Changes nothing. */
export const tryAssignmentRules = (
  id: string,
  rules: AssignmentRulesEdit['rules'],
): Promise<AssignmentTrial> =>
  answerOf(api.POST('/api/v1/connections/{id}/assignment-rules/trial', { ...at(id), body: { rules } }));

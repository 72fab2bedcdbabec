// What two customers become when they are one. Nothing either was known by is lost: mails of both find the survivor. Pure.
import type { ContactPointKind } from '../model.ts';
import { type CustomerState, type KnownPoint, type SingleField, singleFields } from './customer-state.ts';

/** The one that stays, and the one that is merged into it. */
export const sides = ['survivor', 'absorbed'] as const;
export type Side = (typeof sides)[number];

/** Whose value is taken; of phones and mail addresses, whose stand first (all are kept); of groups, whose, or all. */
export interface MergeChoices extends Record<SingleField | 'phones' | 'emails', Side> {
  groups: Side | 'both';
}

/** What was not chosen is the survivor's, where they have any. */
export function choicesOf(
  survivor: CustomerState,
  absorbed: CustomerState,
  chosen: { [Field in keyof MergeChoices]?: MergeChoices[Field] | undefined },
): MergeChoices {
  const fuller = (field: SingleField): Side =>
    survivor[field] === null && absorbed[field] !== null ? 'absorbed' : 'survivor';
  return {
    name: chosen.name ?? fuller('name'),
    nameKana: chosen.nameKana ?? fuller('nameKana'),
    postalCode: chosen.postalCode ?? fuller('postalCode'),
    address: chosen.address ?? fuller('address'),
    assigneeId: chosen.assigneeId ?? fuller('assigneeId'),
    statusId: chosen.statusId ?? fuller('statusId'),
    phones: chosen.phones ?? 'survivor',
    emails: chosen.emails ?? 'survivor',
    groups: chosen.groups ?? 'both',
  };
}

/** The survivor after it. Points stand in their new order, with the ids they had. */
export function mergeStates(
  survivor: CustomerState,
  absorbed: CustomerState,
  choices: MergeChoices,
): CustomerState {
  const of = { survivor, absorbed };
  const single = Object.fromEntries(
    singleFields.map((field) => [field, of[choices[field]][field]]),
  ) as Record<SingleField, string | null>;
  const groupIds =
    choices.groups === 'both'
      ? [...new Set([...survivor.groupIds, ...absorbed.groupIds])]
      : of[choices.groups].groupIds;
  const points = (['phone', 'email', 'name', 'kana'] as const).flatMap((kind) =>
    firstThen(kind, of, firstOf(kind, choices)),
  );
  return { ...single, points, groupIds };
}

function firstOf(kind: ContactPointKind, choices: MergeChoices): Side {
  return { phone: choices.phones, email: choices.emails, name: choices.name, kana: choices.nameKana }[kind];
}

function firstThen(kind: ContactPointKind, of: Record<Side, CustomerState>, first: Side): KnownPoint[] {
  const second = first === 'survivor' ? 'absorbed' : 'survivor';
  const own = of[first].points.filter((point) => point.kind === kind);
  const keys = new Set(own.map(({ key }) => key));
  return [...own, ...of[second].points.filter((point) => point.kind === kind && !keys.has(point.key))];
}

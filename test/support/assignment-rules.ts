// 振り分けルール as tests give them to the API, with what they do not mention.
let count = 0;
const asks = { kinds: [], propertyTypes: [], areas: [], prices: [], addressees: [], times: [] };

/** Properties in 世田谷区. */
export const setagaya = { areas: [{ prefecture: '東京都', city: '世田谷区' }] };

/** A rule that asks for nothing and sets nothing else. */
export const ruleOf = (given: Record<string, unknown> & { conditions?: object }) => ({
  name: `ルール ${++count}`,
  isPaused: false,
  assignee: null,
  statusId: null,
  groupId: null,
  ...given,
  conditions: { ...asks, ...given.conditions },
});

/** Whom it gives new customers to. */
export const teamOf = (way: 'person' | 'round-robin' | 'fewest-open', people: { userId: string }[]) => ({
  way,
  userIds: people.map(({ userId }) => userId),
});

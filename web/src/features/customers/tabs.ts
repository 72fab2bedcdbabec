// The tabs of a customer's page, as the URL names them. The first, 履歴, has no name there.
const customerTabs = ['inquiries', 'property', 'files', 'mail'] as const;

export type CustomerTab = (typeof customerTabs)[number];

/** What the timeline can be narrowed to. */
export const timelineKinds = ['activity', 'note', 'inquiry', 'mail', 'history'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/**
 * Reads the place in a customer's page out of a URL's search: the tab, which mail it shows, what the timeline shows. What is none
 * is undefined and not left out: the router would go on with what the URL says (an old link to ?tab=history).
 */
export function customerPlaceIn({ tab, mail, show }: Record<string, unknown>): {
  tab?: CustomerTab | undefined;
  mail?: string | undefined;
  show?: TimelineKind | undefined;
} {
  return {
    tab: customerTabs.find((one) => one === tab),
    mail: typeof mail === 'string' ? mail : undefined,
    show: timelineKinds.find((one) => one === show),
  };
}

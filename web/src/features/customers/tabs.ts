// The tabs of a customer's page, as the URL names them. The first, 履歴, has no name there.
const customerTabs = ['inquiries', 'property', 'files', 'mail'] as const;

export type CustomerTab = (typeof customerTabs)[number];

/** What the timeline can be narrowed to. */
export const timelineKinds = ['activity', 'note', 'inquiry', 'mail', 'history'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** Reads the place in a customer's page out of a URL's search: the tab, which mail it shows, what the timeline shows. */
export function customerPlaceIn({ tab, mail, show }: Record<string, unknown>): {
  tab?: CustomerTab;
  mail?: string;
  show?: TimelineKind;
} {
  const known = customerTabs.find((one) => one === tab);
  const shown = timelineKinds.find((one) => one === show);
  return {
    ...(known && { tab: known }),
    ...(typeof mail === 'string' && { mail }),
    ...(shown && { show: shown }),
  };
}

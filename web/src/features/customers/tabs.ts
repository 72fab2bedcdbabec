// The tabs of a customer's page, as the URL names them. The first, 反響, has no name there.
const customerTabs = ['property', 'history', 'mail'] as const;

export type CustomerTab = (typeof customerTabs)[number];

/** Reads the place in a customer's page out of a URL's search: the tab, and which mail it shows. */
export function customerPlaceIn({ tab, mail }: Record<string, unknown>): {
  tab?: CustomerTab;
  mail?: string;
} {
  const known = customerTabs.find((one) => one === tab);
  return { ...(known && { tab: known }), ...(typeof mail === 'string' && { mail }) };
}

// What the server refuses, by the codes of the API: nothing here, for the server's own words are Japanese.
export const refusals: Record<string, string> = {};

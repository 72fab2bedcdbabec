// What changed rules would have made of past requests, beside what the saved ones make of them. No I/O.

interface Counted {
  before: number;
  after: number;
}

/** `rule` null: as the connection says · `assignee` null: nobody; both by name. */
interface Choice {
  rule: string | null;
  assignee: string | null;
}

export interface RulesTrial {
  total: number;
  /** There are more: the newest were tried. */
  isCut: boolean;
  /** Requests of known customers, whose assignee stays. */
  repeats: number;
  /** By the rule that chooses; those that are gone behind the others, and last what none chooses. */
  rules: (Counted & { name: string | null })[];
  /** New customers, by whom they are given to. */
  assignees: (Counted & { id: string | null; name: string | null })[];
  /** Requests that another rule or person would have, and the newest of them. */
  changed: number;
  samples: {
    id: string;
    customerName: string | null;
    receivedAt: string;
    before: Choice;
    after: Choice;
  }[];
}

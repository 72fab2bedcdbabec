// People and what they may do. No I/O.

/** オーナー · アドミン · マネージャー · ユーザー, the highest first. */
export const roles = ['owner', 'admin', 'manager', 'member'] as const;
export type Role = (typeof roles)[number];

/** Who asks: a signed-in person or a program with an API key, always of one organization. */
export type Principal =
  | { type: 'user'; userId: string; name: string; email: string; role: Role; organizationId: string }
  | { type: 'api-key'; apiKeyId: string; organizationId: string };

/** What routes under /api/v1 find in their context. */
export type Caller = { Variables: { principal: Principal } };

export interface Member {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** Their 店舗; null: none. */
  branchId: string | null;
  /** Since then this person may not come in; null: active. */
  deactivatedAt: Date | null;
}

/** How much of the set-up and of the customers would be left without something. */
export interface Uses {
  connections: number;
  customers: number;
}

/** What a person is in charge of; `tasks` that are not done. */
export interface Work extends Uses {
  tasks: number;
}

/** The header our HTTP door puts the client's address into; what a client sends under this name is dropped there. */
export const CLIENT_ADDRESS_HEADER = 'x-client-address';

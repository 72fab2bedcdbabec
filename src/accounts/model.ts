// People and what they may do. No I/O.

/** オーナー · アドミン · マネージャー · ユーザー. */
export type Role = 'owner' | 'admin' | 'manager' | 'member';

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
}

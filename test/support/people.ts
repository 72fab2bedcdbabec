// More people in a test's firm, and their sessions.
import { createMember, type Role } from '../../src/accounts/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { PASSWORD } from './factories.ts';
import type { TestProgram } from './program.ts';
import { signIn } from './session.ts';

/** Somebody new in this organization (the program's firm when left out). */
export async function join(
  program: Pick<TestProgram, 'db' | 'firm'>,
  role: Role,
  name = '鈴木 由美',
  organizationId = program.firm.organizationId,
) {
  const email = `${newId()}@firm.example.jp`;
  const userId = await createMember(program.db, organizationId, { name, email, password: PASSWORD, role });
  return { userId, name, email, password: PASSWORD };
}

/** The same, signed in: `call` is how they call the API. */
export async function joinAndSignIn(program: TestProgram, role: Role, name?: string) {
  const person = await join(program, role, name);
  return { ...person, call: await signIn(program, person) };
}

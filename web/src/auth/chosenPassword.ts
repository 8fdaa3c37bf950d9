import { AuthProblem } from './problems';

/** Refuse a password that is common, or made of the address. The rules are loaded only where a password is chosen. */
export async function refuseCommonPassword(password: string, email: string): Promise<void> {
  const { isCommonPassword } = await import('./commonPasswords').catch(() => {
    throw new AuthProblem('offline');
  });
  if (isCommonPassword(password, email)) throw new AuthProblem('commonPassword');
}

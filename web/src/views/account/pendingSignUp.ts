/** A user between two steps of signing up or in; kept only in memory, and only until signed in. */
export interface PendingSignUp {
  email: string;
  /** The password, to sign in as soon as the address is confirmed. */
  password?: string;
}

let pendingSignUp: PendingSignUp | undefined;

export function setPendingSignUp(given: PendingSignUp): void {
  pendingSignUp = given;
}

export function getPendingSignUp(): PendingSignUp | undefined {
  return pendingSignUp;
}

export function clearPendingSignUp(): void {
  pendingSignUp = undefined;
}

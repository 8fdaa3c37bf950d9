/** A user between two steps of signing up or in; kept only in memory, and only until signed in. */
export interface Newcomer {
  email: string;
  /** The password, to sign in as soon as the address is confirmed. */
  password?: string;
}

let newcomer: Newcomer | undefined;

export function rememberNewcomer(given: Newcomer): void {
  newcomer = given;
}

export function recallNewcomer(): Newcomer | undefined {
  return newcomer;
}

export function forgetNewcomer(): void {
  newcomer = undefined;
}

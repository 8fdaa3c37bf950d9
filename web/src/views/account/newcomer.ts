/** Somebody between two steps of getting in; kept only in memory, and only until they are. */
export interface Newcomer {
  email: string;
  /** With which they are signed in as soon as their address is confirmed. */
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

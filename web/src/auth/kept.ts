/** What Amplify has kept of a session, read where it keeps it: to go on with a session, nothing more is needed. */

const PREFIX = 'CognitoIdentityServiceProvider';
const LAST = 'LastAuthUser';
/** A request with the token takes a while, too. */
const MARGIN = 5000;

interface Claims {
  /** Whose it is. */
  sub: string;
  /** Until when it is good, in epoch seconds. */
  exp: number;
}

/** Whether somebody has been signed in here, and has not signed out since. */
export function mayResume(store: Storage): boolean {
  return keptNames(store).some((name) => name.endsWith(`.${LAST}`));
}

/** The ID token of whoever is signed in, where it is still good. */
export function keptToken(store: Storage, clientId: string, now: number): string | undefined {
  const name = store.getItem(`${PREFIX}.${clientId}.${LAST}`) ?? '';
  const token = store.getItem(`${PREFIX}.${clientId}.${name}.idToken`) ?? '';
  const until = (claimsOf(token)?.exp ?? 0) * 1000;
  return until > now + MARGIN ? token : undefined;
}

/** The id of whose token it is. */
export function personOf(token: string): string | null {
  return claimsOf(token)?.sub ?? null;
}

/** Nobody has been signed in here. */
export function forgetKept(store: Storage): void {
  for (const name of keptNames(store)) store.removeItem(name);
}

function keptNames(store: Storage): string[] {
  return Object.keys(store).filter((name) => name.startsWith(`${PREFIX}.`));
}

/** Undefined for what is no token. */
function claimsOf(token: string): Claims | undefined {
  const claims = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
  try {
    return JSON.parse(atob(claims)) as Claims;
  } catch {
    return undefined;
  }
}

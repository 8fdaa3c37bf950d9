/** The session data that Amplify stores, read directly: resuming a session needs nothing else. */

const PREFIX = 'CognitoIdentityServiceProvider';
const LAST = 'LastAuthUser';
/** Milliseconds reserved for the request that uses the token. */
const MARGIN = 5000;

interface Claims {
  /** The id of the user. */
  sub: string;
  /** The expiry time, in epoch seconds. */
  exp: number;
}

/** Return whether a user has signed in here, and has not signed out since. */
export function mayResume(store: Storage): boolean {
  return keptNames(store).some((name) => name.endsWith(`.${LAST}`));
}

/** Return the ID token of the signed-in user, if it is still valid. */
export function keptToken(store: Storage, clientId: string, now: number): string | undefined {
  const name = store.getItem(`${PREFIX}.${clientId}.${LAST}`) ?? '';
  const token = store.getItem(`${PREFIX}.${clientId}.${name}.idToken`) ?? '';
  const until = (claimsOf(token)?.exp ?? 0) * 1000;
  return until > now + MARGIN ? token : undefined;
}

/** Return the id of the token's user, or null. */
export function personOf(token: string): string | null {
  return claimsOf(token)?.sub ?? null;
}

/** Remove all stored session data. */
export function forgetKept(store: Storage): void {
  for (const name of keptNames(store)) store.removeItem(name);
}

function keptNames(store: Storage): string[] {
  return Object.keys(store).filter((name) => name.startsWith(`${PREFIX}.`));
}

/** Decode the claims of a token; return undefined for anything else. */
function claimsOf(token: string): Claims | undefined {
  const claims = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
  try {
    return JSON.parse(atob(claims)) as Claims;
  } catch {
    return undefined;
  }
}

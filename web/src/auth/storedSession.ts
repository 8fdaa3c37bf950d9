/** The session data that Amplify stores, read directly: resuming a session needs nothing else. */

const KEY_PREFIX = 'CognitoIdentityServiceProvider';
const LAST_USER_KEY = 'LastAuthUser';
/** Milliseconds reserved for the request that uses the token. */
const EXPIRY_MARGIN_MS = 5000;

interface Claims {
  /** The id of the user. */
  sub: string;
  email: string;
  /** The expiry time, in epoch seconds. */
  exp: number;
}

/** Return whether a user has signed in here, and has not signed out since. */
export function hasStoredSession(store: Storage): boolean {
  return storedKeys(store).some((name) => name.endsWith(`.${LAST_USER_KEY}`));
}

/** Return the ID token of the signed-in user, if it is still valid. */
export function storedToken(store: Storage, clientId: string, now: number): string | undefined {
  const name = store.getItem(`${KEY_PREFIX}.${clientId}.${LAST_USER_KEY}`) ?? '';
  const token = store.getItem(`${KEY_PREFIX}.${clientId}.${name}.idToken`) ?? '';
  const expiresAt = (claimsOf(token)?.exp ?? 0) * 1000;
  return expiresAt > now + EXPIRY_MARGIN_MS ? token : undefined;
}

/** Return the id of the token's user, or null. */
export function userIdOf(token: string): string | null {
  return claimsOf(token)?.sub ?? null;
}

/** Return the address of the token's user, or an empty text. */
export function addressOf(token: string): string {
  return claimsOf(token)?.email ?? '';
}

/** Remove all stored session data. */
export function removeStoredSession(store: Storage): void {
  for (const name of storedKeys(store)) store.removeItem(name);
}

function storedKeys(store: Storage): string[] {
  return Object.keys(store).filter((name) => name.startsWith(`${KEY_PREFIX}.`));
}

/** Decode the claims of a token; return undefined for anything else. */
function claimsOf(token: string): Claims | undefined {
  const claims = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
  try {
    const bytes = Uint8Array.from(atob(claims), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
  } catch {
    return undefined;
  }
}

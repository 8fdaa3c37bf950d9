/** Sessions as Amplify stores them in a browser, for tests. */

export const CLIENT_ID = '00000000000000000000000000';

/** Return an ID token, valid until `until` (epoch milliseconds); without a signature, which the page never reads. */
export function makeIdToken(userId: string, until: number): string {
  const claims = { sub: userId, iat: until / 1000 - 3600, exp: until / 1000, email: 'ö@skynotes.example' };
  const text = String.fromCharCode(...new TextEncoder().encode(JSON.stringify(claims)));
  return `e30.${btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}.AAAA`;
}

export function storeSession(store: Storage, token: string, clientId = CLIENT_ID): void {
  const prefix = `CognitoIdentityServiceProvider.${clientId}`;
  store.setItem(`${prefix}.LastAuthUser`, 'me@skynotes.example');
  for (const kind of ['idToken', 'accessToken', 'refreshToken']) {
    store.setItem(`${prefix}.me@skynotes.example.${kind}`, token);
  }
}

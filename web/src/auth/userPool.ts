/** Requests to the user pool that Amplify has no function for, or that must not touch the session that it keeps. */
import type { Config } from '../config';

export type UserPoolAction = 'InitiateAuth' | 'GlobalSignOut' | 'RevokeToken';

/** Send a request, and return the answer. Rejects with an error that has Cognito's name, or `NetworkError`. */
export async function askUserPool(
  { region, userPoolEndpoint }: Config,
  action: UserPoolAction,
  body: object,
  send: typeof fetch = fetch,
): Promise<Record<string, unknown>> {
  const response = await send(userPoolEndpoint ?? `https://cognito-idp.${region}.amazonaws.com/`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify(body),
  }).catch(() => {
    throw named('NetworkError');
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok) return answer;
  throw named(textOf(answer.__type).split('#').pop() ?? '', textOf(answer.message));
}

function named(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

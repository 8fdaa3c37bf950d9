/** As far as it matters here, what Swagger UI is about to send. */
export interface Outgoing {
  headers: Record<string, string>;
}

/** The ID token of whoever is signed in; undefined where nobody is. */
export type Token = () => Promise<string | undefined>;

/** In the place of a token, in requests that somebody has to vouch for: it is what is shown of them. */
export const PLACEHOLDER = 'TOKEN';

/** Makes such requests those of whoever is signed in. All others are sent as they are. */
export function signedBy(token: Token): (request: Outgoing) => Promise<Outgoing> {
  return async (request) => {
    const { Authorization: asked, ...headers } = request.headers;
    if (asked === undefined) return request;
    const found = await token();
    return { ...request, headers: found === undefined ? headers : { ...headers, Authorization: `Bearer ${found}` } };
  };
}

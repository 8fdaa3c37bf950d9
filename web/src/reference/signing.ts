/** The part of Swagger UI's outgoing request that matters here. */
export interface Outgoing {
  headers: Record<string, string>;
}

/** A function that returns the ID token of the signed-in user, or undefined if nobody is signed in. */
export type Token = () => Promise<string | undefined>;

/** The placeholder that is shown instead of a token, in requests that need one. */
export const PLACEHOLDER = 'TOKEN';

/** Return a function that puts the signed-in user's token into such requests. All others are sent as they are. */
export function signedBy(token: Token): (request: Outgoing) => Promise<Outgoing> {
  return async (request) => {
    const { Authorization: asked, ...headers } = request.headers;
    if (asked === undefined) return request;
    const found = await token();
    return { ...request, headers: found === undefined ? headers : { ...headers, Authorization: `Bearer ${found}` } };
  };
}

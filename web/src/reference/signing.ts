/** The part of Swagger UI's outgoing request that matters here. */
export interface OutgoingRequest {
  headers: Record<string, string>;
}

/** A function that returns the ID token of the signed-in user, or undefined if nobody is signed in. */
export type GetToken = () => Promise<string | undefined>;

/** The placeholder that is shown instead of a token, in requests that need one. */
export const PLACEHOLDER = 'TOKEN';

/** Return a function that puts the signed-in user's token into such requests. All others are sent as they are. */
export function signWith(getToken: GetToken): (request: OutgoingRequest) => Promise<OutgoingRequest> {
  return async (request) => {
    const { Authorization: authorization, ...headers } = request.headers;
    if (authorization === undefined) return request;
    const token = await getToken();
    return { ...request, headers: token === undefined ? headers : { ...headers, Authorization: `Bearer ${token}` } };
  };
}

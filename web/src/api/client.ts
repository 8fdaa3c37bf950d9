/** The API as a signed-in user calls it: a thin layer over `fetch`, with the routes of the schema. */
import { address } from './address';
import { ApiError, Offline, readProblem } from './errors';
import { RetryingFetch, type Connection } from './retryingFetch';
import type { Answer, AnyCall, Method, PathOf, Rest } from './routes';

/** The client: `api.get('/notes/{note_id}', { path: { note_id } })`; rejects with an `ApiError`, or with `Offline`. */
export type Api = {
  readonly [M in Method]: <P extends PathOf<M>>(route: P, ...rest: Rest<M, P>) => Promise<Answer<M, P>>;
};

export function createApi(base: string, connection: Connection): Api {
  const retrying = new RetryingFetch(connection);
  const withMethod =
    (method: string) =>
    async (route: string, call: AnyCall = {}): Promise<unknown> => {
      const response = await retrying.send(base + address(route, call), requestInit(method, call));
      if (!response.ok) throw new ApiError(await readProblem(response));
      return response.status === 204 ? undefined : readJson(response);
    };
  return {
    get: withMethod('GET'),
    post: withMethod('POST'),
    patch: withMethod('PATCH'),
    delete: withMethod('DELETE'),
  } as Api;
}

/** Return the ETag of a version, for `If-Match`. */
export function etag(version: number): string {
  return `"${version.toString()}"`;
}

/** The longest body sent with `keepalive`, in characters; browsers limit all such requests together to 64 KiB. */
const MAX_KEEPALIVE_LENGTH = 1000;

function requestInit(method: string, { header, body }: AnyCall): RequestInit {
  const text = body === undefined ? null : JSON.stringify(body);
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  return {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': type }), ...header },
    body: text,
    cache: 'no-store',
    // Complete the request even if the user closes the page at once.
    keepalive: method !== 'GET' && (text?.length ?? 0) <= MAX_KEEPALIVE_LENGTH,
  };
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // The connection broke in the middle of the response, or a proxy responded in place of the service.
    throw new Offline();
  }
}

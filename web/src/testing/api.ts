/** A fake API for the tests. */
import type { Api } from '../api/client';
import { ApiError } from '../api/errors';
import type { Answer, AnyCall, Call, Method, PathOf } from '../api/routes';

type FakeRoutes = { [M in Method]?: { [P in PathOf<M>]?: (call: Call<M, P>) => Promise<Answer<M, P>> } };

/** Return an API whose routes respond with these functions of the call; any other route rejects. */
export function fakeApi(answers: FakeRoutes): Api {
  const by = (method: Method) => (route: string, call: AnyCall) => {
    const routes = answers[method] as Record<string, ((call: AnyCall) => Promise<unknown>) | undefined> | undefined;
    return routes?.[route]?.(call) ?? Promise.reject(new Error(`Nobody answers ${method} ${route}.`));
  };
  return { get: by('get'), post: by('post'), patch: by('patch'), delete: by('delete') } as Api;
}

export function apiError(status: number, detail = 'No.'): ApiError {
  return new ApiError({ type: 'about:blank', title: '', status, detail, request_id: '', errors: [] });
}

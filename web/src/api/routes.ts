/** Types that read the generated schema: the request and the response of each route. */
import type { paths } from './schema';

export type Method = 'get' | 'post' | 'patch' | 'delete';

/** The paths that support this method. */
export type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths];

type Operation<M extends Method, P extends PathOf<M>> = Extract<paths[P][M], { parameters: object; responses: object }>;

type BodyOf<O> = O extends { requestBody: { content: infer Contents } }
  ? { body: Contents[keyof Contents] }
  : { body?: never };

/** The parameters by location, `path`, `query` and `header`, and the body. */
export type Call<M extends Method, P extends PathOf<M>> = Operation<M, P>['parameters'] & BodyOf<Operation<M, P>>;

/** The call after the path; optional if it may be empty. */
export type Rest<M extends Method, P extends PathOf<M>> =
  Partial<Call<M, P>> extends Call<M, P> ? [call?: Call<M, P>] : [call: Call<M, P>];

export type Query<P extends PathOf<'get'>> = NonNullable<Call<'get', P>['query']>;

/** The content of a success: JSON, or undefined without content. */
export type Answer<M extends Method, P extends PathOf<M>> = ContentOf<Operation<M, P>['responses']>;

type ContentOf<Responses> = {
  [Status in keyof Responses & (200 | 201 | 204)]: Responses[Status] extends {
    content: { 'application/json': infer Content };
  }
    ? Content
    : undefined;
}[keyof Responses & (200 | 201 | 204)];

/** A call of any route, once the types above have checked that it fits its route. */
export interface AnyCall {
  path?: Record<string, string>;
  query?: object;
  header?: Record<string, string>;
  body?: unknown;
}

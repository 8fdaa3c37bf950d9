import { describe, expect, it, vi } from 'vitest';
import { createApi, etag } from './client';
import { ApiError, Offline } from './errors';
import { fetchWithTimeout, DEFAULT_TIMEOUT_MS, timeoutFor } from './timeLimit';

interface Given {
  answers: (Response | Error)[];
  onSignedOut?: () => void;
}

/** Create an API with these answers, in order; record the requests and the waits. */
function given({ answers, onSignedOut }: Given) {
  const asked: { url: string; init: RequestInit }[] = [];
  const waits: number[] = [];
  const token = vi.fn((fresh?: boolean) => Promise.resolve(fresh ? 'fresh' : 'stored'));
  const api = createApi('/api', {
    token,
    ...(onSignedOut && { onSignedOut }),
    fetch: (url, init) => {
      asked.push({ url, init });
      const answer = answers.shift();
      return answer instanceof Response
        ? Promise.resolve(answer)
        : Promise.reject(answer ?? new Error('asked too often'));
    },
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0,
  });
  return { api, asked, waits, token };
}

function ok(body: unknown = {}): Response {
  return Response.json(body);
}

function problem(status: number, headers: Record<string, string> = {}): Response {
  return Response.json({ status, title: 'T', detail: `Number ${status}.` }, { status, headers });
}

function sentHeaders(init: RequestInit | undefined): Record<string, string> {
  return init?.headers as Record<string, string>;
}

describe('a request', () => {
  it('sends the token, and only the parameters that are defined', async () => {
    const { api, asked } = given({ answers: [ok({ items: [], cursor: null })] });
    await api.get('/notes', { query: { state: 'archived', tag: undefined, cursor: 'a b' } });
    expect(asked[0]?.url).toBe('/api/notes?state=archived&cursor=a+b');
    expect(sentHeaders(asked[0]?.init).Authorization).toBe('Bearer stored');
  });

  it('sends the version it changes as If-Match', async () => {
    const { api, asked } = given({ answers: [ok()] });
    await api.patch('/notes/{note_id}', {
      path: { note_id: '01A' },
      header: { 'If-Match': etag(7) },
      body: { title: 'new' },
    });
    expect(asked[0]?.init.method).toBe('PATCH');
    expect(sentHeaders(asked[0]?.init)['If-Match']).toBe('"7"');
    expect(asked[0]?.init.body).toBe('{"title":"new"}');
  });

  it('sends a Content-Type only with a body, and bypasses caches', async () => {
    const { api, asked } = given({ answers: [ok(), ok()] });
    await api.post('/notes', { header: { 'Idempotency-Key': 'once' }, body: {} });
    await api.post('/live/tickets');
    expect(asked.map(({ init }) => init)).toEqual([
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'once', Authorization: 'Bearer stored' },
        body: '{}',
        cache: 'no-store',
        keepalive: true,
        signal: expect.any(AbortSignal) as unknown,
      },
      {
        method: 'POST',
        headers: { Authorization: 'Bearer stored' },
        body: null,
        cache: 'no-store',
        keepalive: true,
        signal: expect.any(AbortSignal) as unknown,
      },
    ]);
  });

  it('uses keepalive only if it changes something and is small', async () => {
    const { api, asked } = given({ answers: [ok(), ok(), ok()] });
    await api.delete('/notes/{note_id}', { path: { note_id: '01A' } });
    await api.get('/me');
    await api.post('/notes', { body: { text: 'x'.repeat(2000) } });
    expect(asked.map(({ init }) => init.keepalive)).toEqual([true, false, false]);
  });

  it('encodes ids in the path', async () => {
    const { api, asked } = given({ answers: [ok()] });
    await api.get('/notes/{note_id}', { path: { note_id: '../me?' } });
    expect(asked[0]?.url).toBe('/api/notes/..%2Fme%3F');
  });

  it('resolves to undefined for a 204', async () => {
    const { api } = given({ answers: [new Response(null, { status: 204 })] });
    await expect(api.delete('/notes/{note_id}', { path: { note_id: '01A' } })).resolves.toBeUndefined();
  });
});

describe('an error', () => {
  it('has the status, a message for the user, and the problem document', async () => {
    const { api } = given({ answers: [problem(412)] });
    const error: unknown = await api.get('/me').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 412,
      message: 'This was changed somewhere else in the meantime.',
      problem: { detail: 'Number 412.' },
    });
  });

  it('has a message of our own if the response is not from the service', async () => {
    const { api } = given({ answers: [new Response('<html>', { status: 502 }), Response.json({}, { status: 413 })] });
    await expect(api.get('/me')).rejects.toMatchObject({ status: 502, problem: { title: 'Error' } });
    await expect(api.get('/me')).rejects.toMatchObject({
      status: 413,
      message: 'This is too large to save.',
    });
  });

  it('is Offline without a response, or with half of one', async () => {
    const { api } = given({ answers: [new TypeError('Failed to fetch'), new Response('{"id":')] });
    await expect(api.get('/me')).rejects.toBeInstanceOf(Offline);
    await expect(api.get('/me')).rejects.toBeInstanceOf(Offline);
  });

  it('with status 500 is not retried', async () => {
    const { api, asked } = given({ answers: [problem(500)] });
    await expect(api.get('/me')).rejects.toMatchObject({ status: 500 });
    expect(asked).toHaveLength(1);
  });
});

describe('a busy service', () => {
  it('is retried with growing delays, up to a maximum', async () => {
    const { api, asked, waits } = given({ answers: [problem(429), problem(503), problem(429), problem(429)] });
    await expect(api.get('/me')).rejects.toMatchObject({ status: 429 });
    expect(asked).toHaveLength(4);
    expect(waits).toEqual([400, 800, 1600]);
  });

  it('is retried after the delay in Retry-After', async () => {
    const { api, waits, token } = given({ answers: [problem(503, { 'Retry-After': '2' }), ok({ id: 'me' })] });
    await expect(api.get('/me')).resolves.toEqual({ id: 'me' });
    expect(waits).toEqual([2000]);
    expect(token.mock.calls).toEqual([[false], [false]]);
  });
});

describe('a rejected token', () => {
  it('is renewed once', async () => {
    const { api, asked, token } = given({ answers: [problem(401), ok({ id: 'me' })] });
    await expect(api.get('/me')).resolves.toEqual({ id: 'me' });
    expect(token.mock.calls).toEqual([[false], [true]]);
    expect(sentHeaders(asked[1]?.init).Authorization).toBe('Bearer fresh');
  });

  it('ends the session when the new one is rejected too', async () => {
    const onSignedOut = vi.fn();
    const { api, asked } = given({ answers: [problem(401), problem(401)], onSignedOut });
    await expect(api.get('/me')).rejects.toMatchObject({ status: 401 });
    expect(asked).toHaveLength(2);
    expect(onSignedOut).toHaveBeenCalledOnce();
  });

  it('is not renewed forever while the service is busy in between', async () => {
    const onSignedOut = vi.fn();
    const answers = [problem(401), problem(429), problem(401), problem(401)];
    const { api, asked } = given({ answers, onSignedOut });
    await expect(api.get('/me')).rejects.toMatchObject({ status: 401 });
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(onSignedOut).toHaveBeenCalledOnce();
  });
});

describe('a request that is not answered', () => {
  const limit = 5;
  const never = (): Promise<never> => new Promise(() => undefined);
  const token = (): Promise<string> => Promise.resolve('stored');

  /** Return a response whose body begins and then stalls. */
  function stuck(): Response {
    return new Response(new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode('{"id":')) }));
  }

  it('times out and is aborted', async () => {
    let asked: RequestInit | undefined;
    const fetch = (_url: string, init: RequestInit): Promise<Response> => {
      asked = init;
      return never();
    };
    const api = createApi('/api', { token, fetch, limit });
    await expect(api.post('/notes', { body: { title: 'a' } })).rejects.toBeInstanceOf(Offline);
    expect(asked?.signal?.aborted).toBe(true);
  });

  it('times out when its response stalls in the middle', async () => {
    const api = createApi('/api', { token, fetch: () => Promise.resolve(stuck()), limit });
    await expect(api.get('/me')).rejects.toBeInstanceOf(Offline);
  });

  it('times out when no token arrives', async () => {
    const api = createApi('/api', { token: never, fetch: () => Promise.resolve(ok()), limit });
    await expect(api.get('/me')).rejects.toBeInstanceOf(Offline);
  });

  it('has no time limit while its response keeps arriving', async () => {
    vi.useFakeTimers();
    const parts = ['{"id"', ':', '"m', 'e"', '}'];
    const slow = new ReadableStream({
      pull: async (body) => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        const part = parts.shift();
        if (part === undefined) body.close();
        else body.enqueue(new TextEncoder().encode(part));
      },
    });
    const api = createApi('/api', { token, fetch: () => Promise.resolve(new Response(slow)), limit: 100 });
    const answer = api.get('/me');
    await vi.advanceTimersByTimeAsync(600);
    await expect(answer).resolves.toEqual({ id: 'me' });
    vi.useRealTimers();
  });

  it('is not confused with a 204, to which Chrome gives a body', async () => {
    const empty = new Response(null, { status: 204 });
    Object.defineProperty(empty, 'body', { value: new ReadableStream({ start: (body) => body.close() }) });
    const api = createApi('/api', { token, fetch: () => Promise.resolve(empty), limit });
    await expect(api.delete('/notes/{note_id}', { path: { note_id: '01A' } })).resolves.toBeUndefined();
  });

  it('is aborted by the signal of its caller', async () => {
    const stop = new AbortController();
    const fetch = (_url: string, { signal }: RequestInit): Promise<Response> =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    const answer = fetchWithTimeout(fetch, '/', { signal: stop.signal }, DEFAULT_TIMEOUT_MS);
    stop.abort();
    await expect(answer).rejects.toBeInstanceOf(Offline);
  });

  it('has a longer time limit for a long text, which is slow to send', () => {
    expect([timeoutFor(null, DEFAULT_TIMEOUT_MS), timeoutFor('x'.repeat(256 * 1024), DEFAULT_TIMEOUT_MS)]).toEqual([
      35_000, 100_536,
    ]);
  });
});

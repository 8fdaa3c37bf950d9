import { address } from './address';
import type {
  Account,
  Changes,
  ChangesQuery,
  Declared,
  FileChanges,
  FilesQuery,
  FileWithUrls,
  LiveTicket,
  NewFile,
  NewNote,
  Note,
  NoteChanges,
  NotesQuery,
  NoteSummary,
  Page,
  Problem,
  StoredFile,
} from './types';

/** Any answer that is not a success. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiError';
    this.status = problem.status;
    this.problem = problem;
  }
}

/** No answer: there is no network, or nobody at the other end of it. */
export class Offline extends Error {
  constructor() {
    super('There is no connection.');
    this.name = 'Offline';
  }
}

/** Nobody is signed in any more, so nothing was asked for. */
export class SignedOut extends Error {
  constructor() {
    super('You are signed out.');
    this.name = 'SignedOut';
  }
}

export interface ApiOptions {
  base: string;
  /** The ID token; a new one where `fresh`, because the last was not taken. Throws `SignedOut` when there is none. */
  token: (fresh?: boolean) => Promise<string>;
  /** A fresh token was not taken either. */
  onSignedOut?: () => void;
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  sleep?: (milliseconds: number) => Promise<void>;
  random?: () => number;
}

interface Call {
  query?: object;
  body?: unknown;
  headers?: Record<string, string>;
}

const RETRIES = 3;
const FIRST_WAIT = 400;
const LONGEST_WAIT = 20_000;

/** Our API, as one signed-in person uses it. */
export class Api {
  readonly #options: Required<ApiOptions>;

  constructor(options: ApiOptions) {
    this.#options = {
      // Called as a method of something else, the browser's own would refuse.
      fetch: (url, init) => fetch(url, init),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      random: Math.random,
      onSignedOut: () => undefined,
      ...options,
    };
  }

  me(): Promise<Account> {
    return this.#call('GET', '/me');
  }

  notes(query: NotesQuery = {}): Promise<Page<NoteSummary>> {
    return this.#call('GET', '/notes', { query });
  }

  note(id: string): Promise<Note> {
    return this.#call('GET', path('notes', id));
  }

  /** Sent again with the same key and note, it is still one note. */
  createNote(note: Partial<NewNote>, idempotencyKey: string): Promise<Note> {
    return this.#call('POST', '/notes', { body: note, headers: { 'Idempotency-Key': idempotencyKey } });
  }

  /** Rejects with an `ApiError` of status 412 when the note is no longer at this version. */
  changeNote(id: string, changes: NoteChanges, version: number): Promise<Note> {
    return this.#call('PATCH', path('notes', id), { body: changes, headers: { 'If-Match': etag(version) } });
  }

  trashNote(id: string): Promise<void> {
    return this.#call('DELETE', path('notes', id));
  }

  restoreNote(id: string): Promise<Note> {
    return this.#call('POST', `${path('notes', id)}/restore`);
  }

  purgeNote(id: string): Promise<void> {
    return this.#call('DELETE', path('notes', id), { query: { permanently: true } });
  }

  files(query: FilesQuery & { urls: true }): Promise<Page<FileWithUrls>>;
  files(query?: FilesQuery): Promise<Page<StoredFile>>;
  files(query: FilesQuery = {}): Promise<Page<StoredFile>> {
    return this.#call('GET', '/files', { query });
  }

  file(id: string): Promise<FileWithUrls> {
    return this.#call('GET', path('files', id));
  }

  declareFile(file: NewFile): Promise<Declared> {
    return this.#call('POST', '/files', { body: file });
  }

  /** Rejects with an `ApiError` of status 412 when the file is no longer at this version. */
  changeFile(id: string, changes: FileChanges, version: number): Promise<StoredFile> {
    return this.#call('PATCH', path('files', id), { body: changes, headers: { 'If-Match': etag(version) } });
  }

  trashFile(id: string): Promise<void> {
    return this.#call('DELETE', path('files', id));
  }

  restoreFile(id: string): Promise<StoredFile> {
    return this.#call('POST', `${path('files', id)}/restore`);
  }

  purgeFile(id: string): Promise<void> {
    return this.#call('DELETE', path('files', id), { query: { permanently: true } });
  }

  /** What changed after the cursor; without one, where to begin. */
  changes(query: ChangesQuery = {}): Promise<Changes> {
    return this.#call('GET', '/changes', { query });
  }

  liveTicket(): Promise<LiveTicket> {
    return this.#call('POST', '/live/tickets');
  }

  async #call<Answer>(method: string, place: string, call: Call = {}): Promise<Answer> {
    const url = this.#options.base + address(place, call.query);
    const init: RequestInit = {
      method,
      headers: { ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }), ...call.headers },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      cache: 'no-store',
    };
    const response = await this.#persist(url, init);
    if (!response.ok) throw new ApiError(await problemOf(response));
    // Every address says what it answers; a 204 is what the methods above call void.
    return (response.status === 204 ? undefined : await jsonOf(response)) as Answer;
  }

  /** The answer, after waiting where the service asked for time, and after one more sign-in where it wants one. */
  async #persist(url: string, init: RequestInit): Promise<Response> {
    let fresh = false;
    for (let retries = 0; ;) {
      const response = await this.#send(url, init, fresh);
      if (response.status === 401) {
        if (fresh) {
          this.#options.onSignedOut();
          return response;
        }
        fresh = true;
      } else if ((response.status === 429 || response.status === 503) && retries < RETRIES) {
        await this.#options.sleep(waitFor(response, retries, this.#options.random()));
        retries += 1;
        fresh = false;
      } else {
        return response;
      }
    }
  }

  async #send(url: string, init: RequestInit, fresh: boolean): Promise<Response> {
    const token = await this.#options.token(fresh);
    try {
      return await this.#options.fetch(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), Authorization: `Bearer ${token}` },
      });
    } catch {
      throw new Offline();
    }
  }
}

function path(kind: 'notes' | 'files', id: string): string {
  return `/${kind}/${encodeURIComponent(id)}`;
}

function etag(version: number): string {
  return `"${version.toString()}"`;
}

/** As long as the service asks for; else twice as long each time. Never exactly, so that not everyone is back at once. */
function waitFor(response: Response, retries: number, random: number): number {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const wait = seconds >= 0 ? seconds * 1000 : FIRST_WAIT * 2 ** retries;
  return Math.min(wait, LONGEST_WAIT) + FIRST_WAIT * random;
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // The connection broke in the middle of the answer, or something between us answered in its place.
    throw new Offline();
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const unknown: Problem = {
    type: 'about:blank',
    title: response.statusText || 'Error',
    status: response.status,
    detail: 'Something went wrong. Try again in a moment.',
    request_id: '',
  };
  try {
    return { ...unknown, ...((await response.json()) as Partial<Problem>), status: response.status };
  } catch {
    return unknown;
  }
}

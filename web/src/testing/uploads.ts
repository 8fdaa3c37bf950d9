/** A fake service that stores what it is sent, for the tests of uploads, which decide on its faults. */
import { Offline } from '../api/errors';
import { fakeApi, apiError } from './api';
import type { Api } from '../api/client';
import type { DeclaredFile, FileWithUrls, NewFile, StoredFile, Upload } from '../api/types';
import { storedFile } from './files';

/** The fault of a request; `lost`: it was done, but the response was lost. */
export type Fault = 'reset' | 'lost' | 500 | 503 | undefined;
export type Step = 'declare' | 'renew' | 'send' | 'read';

export class FakeService {
  /** The bytes that have arrived, by file id. */
  readonly stored = new Map<string, Blob>();
  readonly requests: Step[] = [];
  readonly api: Api;
  readonly #files = new Map<string, StoredFile>();
  readonly #byKey = new Map<string, string>();
  readonly #fault: (step: Step) => Fault;

  constructor(fault: (step: Step) => Fault = () => undefined) {
    this.#fault = fault;
    this.api = fakeApi({
      post: {
        '/files': ({ body, header }) => this.#answer('declare', () => this.#declare(body, header?.['Idempotency-Key'])),
        '/files/{file_id}/upload': ({ path }) => this.#answer('renew', () => this.#renew(path.file_id)),
      },
      get: { '/files/{file_id}': ({ path }) => this.#answer('read', () => this.#read(path.file_id)) },
      delete: { '/files/{file_id}': ({ path }) => this.#answer('read', () => this.#remove(path.file_id)) },
    });
  }

  /** The sorted names of all files, whether or not their bytes have arrived. */
  get names(): string[] {
    return [...this.#files.values()].map(({ name }) => name).sort();
  }

  async send(upload: Upload, file: Blob): Promise<number> {
    const id = upload.url;
    try {
      return await this.#answer('send', () => {
        if (this.stored.has(id)) return 412;
        this.stored.set(id, file);
        return 200;
      });
    } catch (error) {
      if (error instanceof Offline) throw error;
      return (error as { status: number }).status;
    }
  }

  async #answer<Answer>(step: Step, act: () => Answer): Promise<Answer> {
    this.requests.push(step);
    const fault = this.#fault(step);
    await Promise.resolve();
    if (fault === 'reset') throw new Offline();
    if (typeof fault === 'number') throw apiError(fault);
    const answer = act();
    if (fault === 'lost') throw new Offline();
    return answer;
  }

  #declare(body: NewFile, key: string | undefined): DeclaredFile {
    const existing = key === undefined ? undefined : this.#byKey.get(key);
    const id = existing ?? `file-${this.#files.size + 1}`;
    if (existing === undefined) {
      this.#files.set(id, storedFile(id, { status: 'pending', name: body.name, sha256: body.sha256 }));
      if (key !== undefined) this.#byKey.set(key, id);
    }
    const file = this.#read(id);
    return { file, upload: file.status === 'pending' ? uploadTo(id) : null };
  }

  #renew(id: string): Upload {
    if (!this.#files.has(id)) throw apiError(404);
    if (this.stored.has(id)) throw apiError(409);
    return uploadTo(id);
  }

  #read(id: string): FileWithUrls {
    const file = this.#files.get(id);
    if (!file) throw apiError(404);
    const isThere = this.stored.has(id);
    return { ...file, status: isThere ? 'ready' : 'pending', version: isThere ? 2 : 1, urls: null };
  }

  #remove(id: string): undefined {
    this.#files.delete(id);
    this.stored.delete(id);
  }
}

function uploadTo(id: string): Upload {
  return { method: 'PUT', url: id, headers: {}, expires_at: '2026-07-04T12:10:00.000Z' };
}

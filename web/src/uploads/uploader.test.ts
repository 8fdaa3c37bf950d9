import { describe, expect, it, vi } from 'vitest';

import { Offline } from '../api/errors';
import { fakeApi, apiError } from '../testing/api';
import type { DeclaredFile, FileWithUrls, NewFile, StoredFile } from '../api/types';
import { Catalogue } from '../files/fileCatalogue';
import { storedFile } from '../testing/files';
import { UnreadableFile } from '../workers/hashing';
import { Uploader, type Services } from './uploader';

/** Create a service that accepts everything at once, and records its requests. */
function service(outcome: Partial<StoredFile> = {}) {
  let declared = 0;
  let hashed = 0;
  const asWithUrls = (id: string, more: Partial<StoredFile>): FileWithUrls => ({ ...storedFile(id, more), urls: null });
  const asked = {
    declare: vi.fn((file: NewFile): Promise<DeclaredFile> => {
      declared += 1;
      const upload = {
        method: 'PUT',
        url: 'https://media.example/',
        headers: {},
        expires_at: '2026-07-04T13:00:00.000Z',
      };
      return Promise.resolve({
        file: storedFile(`file-${declared}`, { status: 'pending', name: file.name }),
        upload,
      });
    }),
    read: vi.fn((id: string) => Promise.resolve(asWithUrls(id, { version: 2, ...outcome }))),
    trash: vi.fn<(id: string) => Promise<undefined>>(() => Promise.resolve(undefined)),
    purge: vi.fn<(id: string) => Promise<undefined>>(() => Promise.resolve(undefined)),
  };
  const api = fakeApi({
    get: { '/files/{file_id}': ({ path }) => asked.read(path.file_id) },
    post: { '/files': ({ body }) => asked.declare(body) },
    delete: {
      '/files/{file_id}': ({ path, query }) => (query?.permanently ? asked.purge : asked.trash)(path.file_id),
    },
  });
  const catalogue = new Catalogue(() => api);
  const services = {
    api: () => api,
    catalogue,
    detectType: vi.fn<Services['detectType']>((file) => Promise.resolve(file)),
    hash: vi.fn<Services['hash']>(() => Promise.resolve(String((hashed += 1)).padStart(64, '0'))),
    send: vi.fn<Services['send']>(() => Promise.resolve(200)),
    sleep: vi.fn(() => Promise.resolve()),
    now: () => Date.parse('2026-07-04T12:00:00.000Z'),
    addLocalPreview: vi.fn(),
    kept: {
      keep: vi.fn(() => Promise.resolve(false)),
      saveRecord: vi.fn(() => Promise.resolve(false)),
      forget: vi.fn(() => Promise.resolve()),
    },
  };
  return { asked, catalogue, services, uploader: new Uploader(services) };
}

const photo = (name = 'a.jpg', type = 'image/jpeg') => new File(['bytes'], name, { type });
const stages = (uploader: Uploader) => uploader.queue.value.uploads.map(({ stage }) => stage);
const firstOf = (uploader: Uploader) => uploader.queue.value.uploads[0];

async function finished(uploader: Uploader): Promise<void> {
  await vi.waitFor(() => {
    const running = stages(uploader).filter((stage) => ['waiting', 'hashing', 'sending', 'processing'].includes(stage));
    expect(running).toEqual([]);
  });
}

describe('the uploader', () => {
  it('uploads ten files, three at a time', async () => {
    const { asked, catalogue, services, uploader } = service();
    let sending = 0;
    let most = 0;
    services.send.mockImplementation(async () => {
      sending += 1;
      most = Math.max(most, sending);
      await new Promise((resolve) => setTimeout(resolve, 2));
      sending -= 1;
      return 200;
    });
    void uploader.enqueue(Array.from({ length: 10 }, () => photo()));
    await finished(uploader);
    expect(stages(uploader)).toEqual(Array.from({ length: 10 }, () => 'ready'));
    expect(asked.declare).toHaveBeenCalledTimes(10);
    expect(most).toBe(3);
    expect(catalogue.get('file-10')?.status).toBe('ready');
  });

  it('names the note that the files are for', async () => {
    const { asked, uploader } = service();
    void uploader.enqueue([photo('plan.txt', 'text/plain')], { noteId: 'note' });
    await finished(uploader);
    expect(asked.declare).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'plan.txt', content_type: 'text/plain', note_id: 'note' }),
    );
  });

  it('reports a file that is not accepted, without reading or keeping it, or any request', async () => {
    const { asked, services, uploader } = service();
    expect(await uploader.enqueue([photo('plan.txt', 'text/plain')])).toEqual([false]);
    expect(firstOf(uploader)).toMatchObject({ stage: 'failed', retryable: false });
    expect([asked.declare, services.hash, services.kept.keep].map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0]);
  });

  it('shows all selected files before any is identified', () => {
    const { services, uploader } = service();
    services.detectType.mockReturnValue(new Promise(() => undefined));
    void uploader.enqueue(Array.from({ length: 200 }, (_, at) => photo(`${at}.jpg`)));
    expect(uploader.queue.value.uploads.map(({ name, size }) => [name, size])).toEqual(
      Array.from({ length: 200 }, (_, at) => [`${at}.jpg`, 5]),
    );
    expect(services.hash).not.toHaveBeenCalled();
  });

  it('declares the detected type, and reports an unaccepted file at once, although others are before it', async () => {
    const { asked, services, uploader } = service();
    services.detectType.mockImplementation((file) =>
      Promise.resolve(new File([file], file.name, { type: file.name === 'film.jpg' ? 'video/mp4' : 'image/webp' })),
    );
    services.hash.mockReturnValueOnce(new Promise(() => undefined)).mockReturnValueOnce(new Promise(() => undefined));
    void uploader.enqueue([photo(), photo(), photo('b.jpg'), photo('c.jpg'), photo('film.jpg')]);
    await vi.waitFor(() => expect(stages(uploader)).toEqual(['hashing', 'hashing', 'ready', 'ready', 'failed']));
    expect(asked.declare.mock.calls.map(([file]) => file.content_type)).toEqual(['image/webp', 'image/webp']);
  });

  it('neither keeps nor sends a file that is cancelled before it is identified', async () => {
    const { services, uploader } = service();
    let look: (file: File) => void = () => undefined;
    services.detectType.mockReturnValue(new Promise((resolve) => (look = resolve)));
    const kept = uploader.enqueue([photo()]);
    uploader.cancel(firstOf(uploader)?.key ?? '');
    look(photo());
    expect(await kept).toEqual([false]);
    expect(stages(uploader)).toEqual(['cancelled']);
    expect([services.hash, services.kept.keep].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  });

  it('says why the service rejected a picture', async () => {
    const { uploader } = service({ status: 'rejected', reason: 'The picture is damaged or incomplete.' });
    void uploader.enqueue([photo()]);
    await finished(uploader);
    expect(firstOf(uploader)).toMatchObject({ stage: 'rejected', reason: 'The picture is damaged or incomplete.' });
  });

  it('says that the storage is full, and retries when asked to', async () => {
    const { asked, uploader } = service();
    asked.declare.mockRejectedValueOnce(apiError(409, 'There is no room for this file.'));
    void uploader.enqueue([photo()]);
    await finished(uploader);
    const reason = 'Your storage is full. Delete something forever to make room.';
    expect(firstOf(uploader)).toMatchObject({ stage: 'failed', reason });
    uploader.retry(firstOf(uploader)?.key ?? '');
    await finished(uploader);
    expect(stages(uploader)).toEqual(['ready']);
  });

  it('waits while offline, sends the same file again, and treats "already there" as a success', async () => {
    const { asked, services, uploader } = service();
    let back = (): void => undefined;
    services.sleep.mockImplementationOnce(() => new Promise((resolve) => (back = resolve)));
    services.send.mockRejectedValueOnce(new Offline()).mockResolvedValueOnce(412);
    void uploader.enqueue([photo()]);
    await vi.waitFor(() => expect(uploader.queue.value.connected).toBe(false));
    expect(stages(uploader)).toEqual(['waiting']);
    expect(uploader.wouldLose).toBe(true);
    back();
    await finished(uploader);
    expect(stages(uploader)).toEqual(['ready']);
    expect(asked.declare).toHaveBeenCalledTimes(1);
    expect(services.hash).toHaveBeenCalledTimes(1);
  });

  it('keeps polling an uploaded file while offline', async () => {
    const { asked, uploader } = service();
    asked.read.mockRejectedValueOnce(new Offline());
    void uploader.enqueue([photo()]);
    await finished(uploader);
    expect(stages(uploader)).toEqual(['ready']);
    expect(asked.read).toHaveBeenCalledTimes(2);
  });

  it('polls until the service has processed the file, more slowly each time', async () => {
    const { asked, services, uploader } = service();
    const pending = { ...storedFile('file-1', { status: 'pending' }), urls: null };
    for (let look = 0; look < 9; look += 1) asked.read.mockResolvedValueOnce(pending);
    void uploader.enqueue([photo()]);
    await finished(uploader);
    const waits = services.sleep.mock.calls.map(([wait]: unknown[]) => wait as number);
    expect(waits[0]).toBe(1000);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(waits.at(-1)).toBe(8000);
  });

  it('stops when cancelled, and releases the space', async () => {
    const { asked, catalogue, services, uploader } = service();
    services.send.mockImplementationOnce(
      (_upload, _file, _progress, signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    );
    void uploader.enqueue([photo()]);
    await vi.waitFor(() => expect(services.send).toHaveBeenCalled());
    uploader.cancel(firstOf(uploader)?.key ?? '');
    expect(stages(uploader)).toEqual(['cancelled']);
    await vi.waitFor(() => expect(asked.purge).toHaveBeenCalledWith('file-1'));
    expect(catalogue.get('file-1')).toBeUndefined();
    uploader.retry(firstOf(uploader)?.key ?? '');
    await finished(uploader);
    expect(stages(uploader)).toEqual(['ready']);
    expect(asked.declare).toHaveBeenCalledTimes(2);
  });

  it('deletes a file that was declared while being cancelled', async () => {
    const { asked, services, uploader } = service();
    const declare = asked.declare.getMockImplementation();
    asked.declare.mockImplementationOnce((file) => {
      uploader.cancel(firstOf(uploader)?.key ?? '');
      return declare?.(file) ?? Promise.reject(new Error());
    });
    void uploader.enqueue([photo()]);
    await vi.waitFor(() => expect(asked.purge).toHaveBeenCalledWith('file-1'));
    expect(services.send).not.toHaveBeenCalled();
    expect(stages(uploader)).toEqual(['cancelled']);
  });

  it('reads a file again that has changed meanwhile', async () => {
    const { services, uploader } = service();
    services.send.mockResolvedValueOnce(400);
    void uploader.enqueue([photo()]);
    await finished(uploader);
    expect(firstOf(uploader)).toMatchObject({ stage: 'failed', retryable: true });
    uploader.retry(firstOf(uploader)?.key ?? '');
    await finished(uploader);
    expect(stages(uploader)).toEqual(['ready']);
    expect(services.hash).toHaveBeenCalledTimes(2);
  });

  it('says that a file cannot be read', async () => {
    const { services, uploader } = service();
    services.hash.mockRejectedValueOnce(new UnreadableFile());
    void uploader.enqueue([photo()]);
    await finished(uploader);
    expect(firstOf(uploader)?.reason).toContain("couldn't be read");
  });

  it('forgets everything when the user signs out', () => {
    const { services, uploader } = service();
    services.hash.mockReturnValue(new Promise(() => undefined));
    void uploader.enqueue([photo()]);
    uploader.reset();
    expect(uploader.queue.value.uploads).toEqual([]);
    expect(uploader.wouldLose).toBe(false);
  });
});

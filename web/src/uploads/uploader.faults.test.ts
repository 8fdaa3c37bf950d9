/** Faults at any step of an upload: each selected file is still stored exactly once. */
import { describe, expect, it } from 'vitest';

import { Offline } from '../api/errors';
import { Catalogue } from '../files/fileCatalogue';
import type { UploadRecord } from './keptUploads';
import { FakeService, type Fault, type Step } from '../testing/uploads';
import { Uploader, type UploadStore } from './uploader';

const NOW = Date.parse('2026-07-04T12:00:00.000Z');
const FAULTS: readonly Fault[] = ['reset', 'lost', 500, 503];

function uploaderTo(service: FakeService, kept: UploadStore = emptyStore()): Uploader {
  return new Uploader({
    api: () => service.api,
    catalogue: new Catalogue(() => service.api),
    detectType: (file) => Promise.resolve(file),
    hash: (file) => Promise.resolve((file as File).name),
    send: (upload, file) => service.send(upload, file),
    sleep: () => new Promise((resolve) => setTimeout(resolve)),
    now: () => NOW,
    addLocalPreview: () => undefined,
    kept,
  });
}

function emptyStore(): UploadStore {
  return {
    keep: () => Promise.resolve(false),
    saveRecord: () => Promise.resolve(false),
    forget: () => Promise.resolve(),
  };
}

function photos(count: number): File[] {
  return Array.from({ length: count }, (_, at) => new File([`bytes ${at}`], `p${at}.jpg`, { type: 'image/jpeg' }));
}

async function finished(uploader: Uploader): Promise<void> {
  const isFinished = (): boolean =>
    uploader.queue.value.uploads.every(({ stage }) => ['ready', 'failed', 'rejected', 'skipped'].includes(stage));
  for (let turn = 0; turn < 2000 && !isFinished(); turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

/** Yield every combination of outcomes of the first few requests of these kinds. */
function* outcomes(steps: readonly Step[]): Generator<Map<Step, Fault>> {
  const [first, ...rest] = steps;
  if (first === undefined) {
    yield new Map();
    return;
  }
  for (const others of outcomes(rest)) {
    for (const fault of [undefined, ...FAULTS]) yield new Map([...others, [first, fault]]);
  }
}

describe('uploads on a bad connection', () => {
  it.each([3, 6, 12])('stores each of %d photos once when one connection is reset', async (count) => {
    let resets = 1;
    const service = new FakeService((step) => (step === 'send' && resets-- > 0 ? 'reset' : undefined));
    const uploader = uploaderTo(service);
    void uploader.enqueue(photos(count));
    await finished(uploader);
    expect(service.names).toEqual(
      photos(count)
        .map(({ name }) => name)
        .sort(),
    );
    expect(service.stored.size).toBe(count);
    expect(uploader.queue.value.uploads.map(({ stage }) => stage)).toEqual(photos(count).map(() => 'ready'));
  });

  it('stores each once, whichever of the first requests fail, and in whichever way', async () => {
    for (const outcome of outcomes(['declare', 'send', 'read'])) {
      const remaining = new Map([...outcome].map(([step, fault]) => [step, fault === undefined ? 0 : 2]));
      const service = new FakeService((step) => {
        const times = remaining.get(step) ?? 0;
        remaining.set(step, times - 1);
        return times > 0 ? outcome.get(step) : undefined;
      });
      const uploader = uploaderTo(service);
      void uploader.enqueue(photos(4));
      await finished(uploader);
      const said = JSON.stringify([...outcome]);
      expect([service.names, service.stored.size], said).toEqual([photos(4).map(({ name }) => name), 4]);
    }
  });

  it('stores each once when the page is closed at any step and the next one continues', async () => {
    for (let closed = 1; closed <= 14; closed += 1) {
      let asked = 0;
      const service = new FakeService(() => ((asked += 1) >= closed && asked < closed + 50 ? 'lost' : undefined));
      const records = new Map<string, UploadRecord & { file: File }>();
      const kept: UploadStore = {
        keep: (record, file) => Promise.resolve(records.set(record.key, { ...record, file })).then(() => true),
        saveRecord: (record) => {
          const known = records.get(record.key);
          if (known) records.set(record.key, { ...known, ...record });
          return Promise.resolve(known !== undefined);
        },
        forget: (key) => Promise.resolve(void records.delete(key)),
      };
      const before = uploaderTo(service, kept);
      void before.enqueue(photos(3));
      for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setTimeout(resolve));
      const left = [...records.values()];
      // Closed: the earlier page does nothing more.
      before.reset();
      asked = 1000;
      const next = uploaderTo(service, kept);
      next.resume(left);
      await finished(next);
      const sent = new Set([...service.stored.keys()]);
      expect([service.names, sent.size], `closed at request ${closed}`).toEqual([['p0.jpg', 'p1.jpg', 'p2.jpg'], 3]);
    }
  });

  it('asks about duplicates, sends the others meanwhile, and adds duplicates that are wanted', async () => {
    const service = new FakeService();
    const uploader = uploaderTo(service);
    const [one, other] = photos(2) as [File, File];
    void uploader.enqueue([one, one, one, other]);
    const stages = (): string[] => uploader.queue.value.uploads.map(({ stage }) => stage);
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setTimeout(resolve));
    expect(stages()).toEqual(['ready', 'asking', 'asking', 'ready']);
    const keys = uploader.queue.value.uploads.map(({ key }) => key);
    uploader.addAnyway([keys[1] ?? '']);
    uploader.skip([keys[2] ?? '']);
    await finished(uploader);
    expect(stages()).toEqual(['ready', 'ready', 'skipped', 'ready']);
    expect(service.names).toEqual(['p0.jpg', 'p0.jpg', 'p1.jpg']);
  });

  it('asks about a duplicate that is read later than the next file', async () => {
    const service = new FakeService();
    let read = (): void => undefined;
    let hashed = 0;
    const uploader = new Uploader({
      api: () => service.api,
      catalogue: new Catalogue(() => service.api),
      detectType: (file) => Promise.resolve(file),
      hash: () =>
        (hashed += 1) === 1 ? new Promise((resolve) => (read = () => resolve('same'))) : Promise.resolve('same'),
      send: (upload, file) => service.send(upload, file),
      sleep: () => new Promise((resolve) => setTimeout(resolve)),
      now: () => NOW,
      addLocalPreview: () => undefined,
      kept: emptyStore(),
    });
    void uploader.enqueue(photos(2));
    for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setTimeout(resolve));
    read();
    for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setTimeout(resolve));
    expect(uploader.queue.value.uploads.map(({ stage }) => stage)).toEqual(['asking', 'ready']);
  });

  it('requests another URL if S3 says that the first has expired, and declares nothing twice', async () => {
    let refusals = 2;
    const service = new FakeService();
    const uploader = uploaderTo(service);
    const send = service.send.bind(service);
    service.send = (upload, file) => (refusals-- > 0 ? Promise.resolve(403) : send(upload, file));
    void uploader.enqueue(photos(1));
    await finished(uploader);
    expect(uploader.queue.value.uploads[0]?.stage).toBe('ready');
    expect(service.requests.filter((step) => step === 'declare')).toHaveLength(1);
  });

  it('never reports an upload as failed once its bytes have arrived', async () => {
    let faults = 200;
    const service = new FakeService((step) => (step === 'read' && faults-- > 0 ? 500 : undefined));
    const uploader = uploaderTo(service);
    const seen = new Set<string>();
    uploader.queue.subscribe(({ uploads }) => uploads.forEach(({ stage }) => seen.add(stage)));
    void uploader.enqueue(photos(1));
    await finished(uploader);
    expect(seen.has('failed')).toBe(false);
    expect(uploader.queue.value.uploads[0]?.stage).toBe('ready');
  });

  it('cancels uploads in progress, and leaves finished ones', async () => {
    const service = new FakeService();
    const send = service.send.bind(service);
    service.send = (to, file) => ((file as File).name === 'p1.jpg' ? new Promise(() => undefined) : send(to, file));
    const uploader = uploaderTo(service);
    void uploader.enqueue(photos(3));
    for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setTimeout(resolve));
    uploader.cancelAll();
    for (const { key } of uploader.queue.value.uploads) uploader.cancel(key);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve));
    expect(uploader.queue.value.uploads.map(({ stage }) => stage)).toEqual(['ready', 'cancelled', 'ready']);
    expect(service.stored.size).toBe(2);
  });

  it('waits if reading a file needs code that cannot be loaded offline', async () => {
    const service = new FakeService();
    let isThere = false;
    const uploader = new Uploader({
      api: () => service.api,
      catalogue: new Catalogue(() => service.api),
      detectType: (file) => Promise.resolve(file),
      hash: () => {
        if (isThere) return Promise.resolve('sha');
        isThere = true;
        return Promise.reject(new Offline());
      },
      send: (upload, file) => service.send(upload, file),
      sleep: () => new Promise((resolve) => setTimeout(resolve)),
      now: () => NOW,
      addLocalPreview: () => undefined,
      kept: emptyStore(),
    });
    void uploader.enqueue(photos(1));
    await finished(uploader);
    expect(service.stored.size).toBe(1);
  });
});

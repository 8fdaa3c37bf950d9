import { beforeEach, describe, expect, it } from 'vitest';
import { Offline } from '../../api/errors';
import type { Call, Query } from '../../api/routes';
import { fakeApi, apiError } from '../../testing/api';
import type { Change, Note, NotePage, NoteSummary, State } from '../../api/types';
import { NoteLists } from './noteLists';
import { ordered, summaryOf } from './listing';
import { note } from '../../testing/notes';

/** A service with some notes, whose requests fail as a test wants. */
class Service {
  kept = new Map<string, Note>();
  requests: string[] = [];
  fail: Error | null = null;
  readonly api = fakeApi({
    get: {
      '/notes': ({ query = {} }) => this.#list(query),
      '/notes/{note_id}': ({ path }) => this.#read(path.note_id),
    },
    patch: { '/notes/{note_id}': (call) => this.#change(call) },
    post: { '/notes/{note_id}/restore': ({ path }) => this.#restore(path.note_id) },
    delete: {
      '/notes/{note_id}': ({ path, query }) =>
        query?.permanently ? this.#purge(path.note_id) : this.#trash(path.note_id),
    },
  });
  failOnce: Error | null = null;
  #fixed: Map<string, Note> | undefined;
  #held: Promise<void> | undefined;
  /** Resume the held requests. */
  letGo: () => void = () => undefined;

  constructor(count: number) {
    for (let index = 0; index < count; index += 1) {
      const id = `n${index.toString().padStart(4, '0')}`;
      this.kept.set(id, note({ id, edited_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString() }));
    }
  }

  /** Answer list requests from a snapshot of the present notes, however late the response arrives. */
  fix(): void {
    this.#fixed = new Map(this.kept);
  }

  /** Hold all further requests, except for lists. */
  hold(): void {
    this.#held = new Promise((resolve) => (this.letGo = resolve));
  }

  async #list({ state = 'active', limit = 50, cursor }: Query<'/notes'>): Promise<NotePage> {
    await this.#arrive(`list ${state}`);
    const all = [...(this.#fixed ?? this.kept).values()].filter((one) => one.state === state);
    all.sort((one, other) => (one.edited_at < other.edited_at ? 1 : -1));
    const first = cursor ? Number(cursor) : 0;
    const end = first + limit;
    return { items: all.slice(first, end).map(summaryOf), cursor: end < all.length ? end.toString() : null };
  }

  async #read(id: string): Promise<Note> {
    await this.#arrive('read');
    return this.#find(id);
  }

  async #change({ path, header, body }: Call<'patch', '/notes/{note_id}'>): Promise<Note> {
    const version = Number(JSON.parse(header['If-Match']));
    await this.#arrive(`change ${version}`);
    if (this.#find(path.note_id).version !== version) throw apiError(412);
    return this.put(path.note_id, body as Partial<Note>);
  }

  async #trash(id: string): Promise<undefined> {
    await this.#arrive('trash');
    this.put(id, { state: 'trashed' });
  }

  async #restore(id: string): Promise<Note> {
    await this.#arrive('restore');
    return this.put(id, { state: 'archived' });
  }

  async #purge(id: string): Promise<undefined> {
    await this.#arrive('purge');
    this.kept.delete(id);
  }

  put(id: string, changes: Partial<Note>): Note {
    const before = this.#find(id);
    const after = { ...before, ...changes, version: before.version + 1 };
    this.kept.set(id, after);
    return after;
  }

  #find(id: string): Note {
    const found = this.kept.get(id);
    if (!found) throw apiError(404);
    return found;
  }

  async #arrive(request: string): Promise<void> {
    this.requests.push(request);
    await (request.startsWith('list') ? undefined : this.#held);
    const failure = this.failOnce ?? this.fail;
    this.failOnce = null;
    if (failure) throw failure;
  }
}

let service: Service;
let lists: NoteLists;
const ids = (state: State): string[] => ordered(lists.loaded.listing(state).value).map(({ id }) => id);
const known = (id: string): NoteSummary => {
  const found = lists.loaded.summary(id);
  if (!found) throw new Error(`${id} is not in the lists`);
  return found;
};

beforeEach(async () => {
  service = new Service(250);
  lists = new NoteLists(service.api);
  await lists.loaded.refresh('active');
});

describe('NoteLists', () => {
  it('reads page by page to the end, and then no more', async () => {
    expect(ids('active')).toHaveLength(100);
    await lists.loaded.loadMore('active');
    await lists.loaded.loadMore('active');
    expect(ids('active')).toHaveLength(250);
    await lists.loaded.loadMore('active');
    expect(service.requests).toHaveLength(3);
  });

  it('sends one request for two simultaneous calls', async () => {
    await Promise.all([lists.loaded.loadMore('active'), lists.loaded.loadMore('active')]);
    expect(service.requests).toHaveLength(2);
  });

  it('keeps what it has when a page request fails, and reports the error', async () => {
    service.fail = new Offline();
    await lists.loaded.loadMore('active');
    expect(ids('active')).toHaveLength(100);
    expect(lists.loaded.listing('active').value.error).toBeInstanceOf(Offline);
    service.fail = null;
    await lists.loaded.loadMore('active');
    expect(lists.loaded.listing('active').value.error).toBeNull();
    expect(ids('active')).toHaveLength(200);
  });

  it('pins optimistically', async () => {
    const change = lists.change(known('n0200'), { pinned: true });
    expect(ids('active')[0]).toBe('n0200');
    await change;
    expect(known('n0200').version).toBe(2);
  });

  it('pins a note that changed elsewhere', async () => {
    service.put('n0200', { text: 'rye' });
    await lists.change(known('n0200'), { pinned: true });
    expect(service.kept.get('n0200')).toMatchObject({ text: 'rye', pinned: true });
  });

  it('sends two changes of one note in order', async () => {
    await Promise.all([
      lists.change(known('n0200'), { pinned: true }),
      lists.change(known('n0200'), { pinned: false }),
    ]);
    expect(service.kept.get('n0200')?.pinned).toBe(false);
    expect(service.requests.slice(1)).toEqual(['change 1', 'change 2']);
  });

  it.each([
    { action: 'archive', target: 'archived' },
    { action: 'trash', target: 'trashed' },
  ] as const)(
    'shows a moved note in its new list, also in lists that are read before the move is confirmed ($action)',
    async ({ action, target }) => {
      service.hold();
      const under = action === 'trash' ? lists.trash(known('n0249')) : lists.change(known('n0249'), { state: target });
      await Promise.all([lists.loaded.refresh('active'), lists.loaded.refresh(target)]);
      expect(ids('active')[0]).toBe('n0248');
      expect(ids(target)).toEqual(['n0249']);
      service.letGo();
      await under;
      expect(known('n0249')).toMatchObject({ state: target, version: 2 });
    },
  );

  it('shows the later of two pending edits of one note, also between their responses', async () => {
    const pinning = lists.change(known('n0200'), { pinned: true });
    const archiving = lists.change(known('n0200'), { state: 'archived' });
    await pinning;
    expect(known('n0200')).toMatchObject({ pinned: true, state: 'archived', version: 2 });
    await archiving;
    expect(known('n0200').version).toBe(3);
  });

  it('reverts a failed edit to the version that was read meanwhile', async () => {
    service.hold();
    const archiving = lists.change(known('n0249'), { state: 'archived' });
    service.put('n0249', { title: 'Rye' });
    await lists.loaded.refresh('active');
    expect(ids('archived')).toEqual(['n0249']);
    service.fail = new Offline();
    service.letGo();
    await expect(archiving).rejects.toThrow(Offline);
    expect(ids('archived')).toEqual([]);
    expect(known('n0249')).toMatchObject({ title: 'Rye', state: 'active', version: 2 });
  });

  it('puts a note back where it was when the service refuses', async () => {
    service.fail = apiError(500);
    const before = ids('active');
    await expect(lists.trash(known('n0200'))).rejects.toThrow("That didn't work. Try again.");
    expect(ids('active')).toEqual(before);
  });

  it('moves a note to the trash and back to where it came from', async () => {
    await lists.trash(known('n0200'));
    expect(ids('active')).not.toContain('n0200');
    expect(ids('trashed')).toEqual(['n0200']);
    await lists.restore(known('n0200'));
    expect(ids('trashed')).toEqual([]);
    expect(ids('archived')).toEqual(['n0200']);
  });

  it('hides a note that is being purged, until the purge is cancelled', async () => {
    await lists.trash(known('n0200'));
    const trashed = known('n0200');
    lists.startPurge(trashed);
    await lists.loaded.refresh('trashed');
    expect(ids('trashed')).toEqual([]);
    lists.cancelPurge(trashed);
    expect(ids('trashed')).toEqual(['n0200']);
    lists.startPurge(trashed);
    await lists.purge(trashed);
    expect(service.kept.has('n0200')).toBe(false);
  });

  it('shows a note again after a failed purge', async () => {
    await lists.trash(known('n0200'));
    const trashed = known('n0200');
    lists.startPurge(trashed);
    service.fail = new Offline();
    await expect(lists.purge(trashed)).rejects.toThrow(Offline);
    expect(ids('trashed')).toEqual(['n0200']);
  });

  it('increments the version once for a removal that the change feed reports before the response', async () => {
    service.hold();
    const trashing = lists.trash(known('n0200'));
    const note = { ...known('n0200'), state: 'trashed', version: 2 } as const;
    await Promise.resolve();
    lists.apply([{ type: 'note', id: 'n0200', note }]);
    service.letGo();
    await trashing;
    expect(known('n0200')).toMatchObject({ state: 'trashed', version: 2 });
  });

  it('reads a note after pending requests for it', async () => {
    service.hold();
    lists.prefetch('n0200');
    const trashing = lists.trash(known('n0200'));
    const reading = lists.read('n0200');
    service.letGo();
    expect(await reading).toMatchObject({ state: 'trashed', version: 2 });
    await trashing;
  });

  it('reads a note also after a pending request for it failed', async () => {
    service.hold();
    const trashing = lists.trash(known('n0200'));
    const reading = lists.read('n0200');
    service.requests = [];
    service.failOnce = apiError(500);
    service.letGo();
    await expect(trashing).rejects.toThrow();
    expect(await reading).toMatchObject({ state: 'active', version: 1 });
  });

  it('reads a prefetched note once, and again where it has changed since', async () => {
    lists.prefetch('n0200');
    lists.prefetch('n0200');
    expect((await lists.read('n0200')).id).toBe('n0200');
    expect(service.requests).toEqual(['list active', 'read']);
    lists.prefetch('n0200');
    lists.update(service.put('n0200', { text: 'rye' }));
    service.requests = [];
    expect((await lists.read('n0200')).text).toBe('rye');
  });
});

describe('a change made elsewhere', () => {
  const changed = (id: string, changes: Partial<Note> = {}): Change => {
    const edited_at = '2026-06-20T05:41:00.000Z';
    return { type: 'note', id, note: summaryOf(service.put(id, { edited_at, ...changes })) };
  };
  const gone = (id: string): Change => {
    service.kept.delete(id);
    return { type: 'gone', id, entity: 'note', deleted_at: '2026-06-20T05:41:00.000Z' };
  };

  it('shows in its list, at the top', () => {
    lists.apply([changed('n0200', { title: 'Rye' }), changed('n0170', { edited_at: '2026-06-20T05:42:00.000Z' })]);
    expect(ids('active').slice(0, 2)).toEqual(['n0170', 'n0200']);
    expect(known('n0200').title).toBe('Rye');
  });

  it('goes from list to list', async () => {
    await lists.loaded.refresh('trashed');
    lists.apply([changed('n0200', { state: 'archived' }), changed('n0201', { state: 'trashed' })]);
    expect(ids('archived')).toEqual(['n0200']);
    expect(ids('trashed')).toEqual(['n0201']);
    lists.apply([changed('n0201', { state: 'active' }), gone('n0200')]);
    expect(ids('active')[0]).toBe('n0201');
    expect([...ids('archived'), ...ids('trashed')]).toEqual([]);
  });

  it('changes nothing if it is known already, or was made here', async () => {
    const pinning = lists.change(known('n0200'), { pinned: true });
    const before = lists.loaded.listing('active').value;
    lists.apply([{ type: 'note', id: 'n0200', note: { ...known('n0200'), pinned: false } }]);
    expect(lists.loaded.listing('active').value).toBe(before);
    await pinning;
    lists.apply([{ type: 'note', id: 'n0200', note: { ...known('n0200'), title: 'old', version: 1 } }]);
    expect(known('n0200')).toMatchObject({ pinned: true, version: 2, title: 'Bread' });
  });

  it.each([
    { how: 'refresh', first: 249 },
    { how: 'loadMore', first: 149 },
  ] as const)('is not undone by a page that was read before it ($how)', async ({ how, first }) => {
    const loading = lists.loaded[how]('active');
    service.fix();
    const [trashed, purged, renamed] = [first, first - 1, first - 2].map((index) => `n0${index}`) as [
      string,
      string,
      string,
    ];
    lists.apply([
      { type: 'note', id: 'new', note: summaryOf(note({ id: 'new', edited_at: '2026-06-20T05:43:00.000Z' })) },
      changed(trashed, { state: 'trashed' }),
      gone(purged),
      changed(renamed, { title: 'Rye' }),
    ]);
    await loading;
    expect(ids('active').slice(0, 2)).toEqual(['new', renamed]);
    expect(known(renamed).title).toBe('Rye');
    expect(ids('active')).not.toContain(trashed);
    expect(ids('active')).not.toContain(purged);
    expect(ids('trashed')).toEqual([trashed]);
  });

  it('does not bring back a note that is being purged here', async () => {
    await lists.trash(known('n0200'));
    const trashed = known('n0200');
    lists.startPurge(trashed);
    lists.apply([changed('n0200', { state: 'trashed', title: 'changed once more' })]);
    expect(ids('trashed')).toEqual([]);
    await lists.purge(trashed);
    lists.apply([{ type: 'note', id: 'n0200', note: { ...trashed, version: 9 } }]);
    expect(ids('trashed')).toEqual([]);
  });

  it('remains after a failed edit made here', async () => {
    const pinning = lists.change(known('n0200'), { pinned: true });
    lists.apply([changed('n0200', { title: 'Rye' })]);
    service.fail = new Offline();
    await expect(pinning).rejects.toThrow(Offline);
    expect(known('n0200')).toMatchObject({ title: 'Rye', version: 2 });
  });

  it('is found by a reload, which waits for requests in flight and skips lists never loaded', async () => {
    const loading = lists.loaded.loadMore('active');
    service.requests = [];
    service.kept.delete('n0249');
    await lists.loaded.reload();
    await loading;
    expect(service.requests).toEqual(['list active']);
    expect(ids('active')).not.toContain('n0249');
    service.fail = new Offline();
    await expect(lists.loaded.reload()).rejects.toThrow(Offline);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Offline } from '../../api/errors';
import type { Call } from '../../api/routes';
import { fakeApi, apiError } from '../../testing/api';
import type { NewNote, Note } from '../../api/types';

import { Drafts } from '../store/drafts';
import { NoteEditor } from './editor';
import { MemoryLocks, MemoryStorage, note } from '../../testing/notes';
import { saveState } from './autosaveState';
import { SAVE_DELAY_MS } from './autosaveTransitions';

/** A service with one note. */
class Service {
  kept: Note = note();
  made: Note[] = [];
  offline = false;
  requests: string[] = [];
  slow: Promise<void> = Promise.resolve();
  /** Called after the note is changed, and before the response arrives. */
  onChanged: () => void = () => undefined;
  readonly api = fakeApi({
    get: { '/notes/{note_id}': () => this.#read() },
    patch: { '/notes/{note_id}': (call) => this.#change(call) },
    post: {
      '/notes': ({ body }) => this.#create(body),
      '/notes/{note_id}/restore': () => this.#restore(),
    },
  });

  async #read(): Promise<Note> {
    await this.#arrive('read');
    return this.kept;
  }

  async #change({ header, body }: Call<'patch', '/notes/{note_id}'>): Promise<Note> {
    const version = Number(JSON.parse(header['If-Match']));
    await this.#arrive(`change ${version}`);
    if (version !== this.kept.version) throw apiError(412);
    const saved = { ...this.kept, ...(body as Partial<Note>), version: version + 1 };
    this.kept = saved;
    this.onChanged();
    return saved;
  }

  async #restore(): Promise<Note> {
    await this.#arrive('restore');
    this.kept = { ...this.kept, state: 'active', version: this.kept.version + 1 };
    return this.kept;
  }

  async #create(given: NewNote): Promise<Note> {
    await this.#arrive('create');
    const made = note({
      title: given.title ?? '',
      text: given.text ?? '',
      tags: given.tags ?? [],
      id: '01K0000000000000000000000B',
    });
    this.made.push(made);
    return made;
  }

  async #arrive(request: string): Promise<void> {
    this.requests.push(request);
    await this.slow;
    if (this.offline) throw new Offline();
  }
}

let service: Service;
let store: MemoryStorage;
let drafts: Drafts;

function edit(): NoteEditor {
  return new NoteEditor(service.kept, { api: service.api, drafts, onNote: () => undefined, random: () => 0.5 });
}

beforeEach(() => {
  vi.useFakeTimers();
  service = new Service();
  store = new MemoryStorage();
  drafts = new Drafts(store, 'me', 'tab', new MemoryLocks());
});

afterEach(() => {
  vi.useRealTimers();
});

describe('NoteEditor', () => {
  it('saves once, after the last of many keys', async () => {
    const editor = edit();
    for (const text of ['r', 'ry', 'rye']) {
      editor.edit({ text });
      await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS / 2);
    }
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(service.requests).toEqual(['change 1']);
    expect(service.kept.text).toBe('rye');
    expect(saveState(editor.state.value)).toBe('saved');
  });

  it('keeps what is typed offline through a reload, and saves it when the connection is back', async () => {
    const editor = edit();
    service.offline = true;
    editor.edit({ text: 'rye' });
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(saveState(editor.state.value)).toBe('offline');
    editor.close();

    service.offline = false;
    const reloaded = edit();
    expect(reloaded.state.value.draft.text).toBe('rye');
    await vi.advanceTimersByTimeAsync(0);
    expect(service.kept.text).toBe('rye');
    expect(drafts.ids()).toEqual([]);
  });

  it('retries after a delay when the connection was lost', async () => {
    const editor = edit();
    service.offline = true;
    editor.edit({ text: 'rye' });
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    service.offline = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(saveState(editor.state.value)).toBe('saved');
  });

  it('saves on top of an attached file without a choice', async () => {
    const editor = edit();
    service.kept = { ...service.kept, version: 2, file_ids: ['f'] };
    editor.edit({ text: 'rye' });
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(service.requests).toEqual(['change 1', 'read', 'change 2']);
    expect(service.kept).toMatchObject({ text: 'rye', file_ids: ['f'] });
  });

  it('loses neither side of a conflict when both are kept', async () => {
    const editor = edit();
    service.kept = { ...service.kept, version: 2, text: 'spelt' };
    editor.edit({ text: 'rye' });
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(saveState(editor.state.value)).toBe('ahead');
    editor.choose();
    expect(drafts.find(editor.id)?.content.text).toBe('rye');
    await editor.keepBoth();
    expect(service.made.map(({ text }) => text)).toEqual(['rye']);
    expect(service.kept.text).toBe('spelt');
    expect(editor.state.value.draft.text).toBe('spelt');
    expect(drafts.ids()).toEqual([]);
  });

  it('keeps the conflict if the copy could not be created', async () => {
    const editor = edit();
    service.kept = { ...service.kept, version: 2, text: 'spelt' };
    editor.edit({ text: 'rye' });
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    editor.choose();
    service.offline = true;
    await expect(editor.keepBoth()).rejects.toThrow(Offline);
    expect(editor.state.value.draft.text).toBe('rye');
    expect(saveState(editor.state.value)).toBe('conflict');
  });

  it('restores the note from the trash to keep the draft', async () => {
    const editor = edit();
    service.kept = { ...service.kept, version: 2, state: 'trashed' };
    editor.edit({ text: 'rye' });
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    editor.choose();
    editor.keepMine();
    await vi.advanceTimersByTimeAsync(0);
    expect(service.requests.slice(-2)).toEqual(['restore', 'change 3']);
    expect(service.kept).toMatchObject({ text: 'rye', state: 'active' });
  });

  it('has at most one request in flight, however often saving is requested', async () => {
    let arrive: () => void = () => undefined;
    service.slow = new Promise((resolve) => (arrive = resolve));
    const editor = edit();
    editor.edit({ text: 'rye' });
    editor.saveNow();
    editor.saveNow();
    editor.edit({ text: 'rye bread' });
    editor.refresh();
    editor.saveNow();
    expect(service.requests).toEqual(['change 1']);
    arrive();
    await vi.advanceTimersByTimeAsync(0);
    expect(service.requests).toEqual(['change 1', 'change 2']);
    expect(service.kept.text).toBe('rye bread');
  });

  it('removes characters that the service rejects', () => {
    const editor = edit();
    editor.edit({ title: 'a\0', text: '\ud83d' });
    expect(editor.state.value.draft).toMatchObject({ title: 'a', text: '\ufffd' });
  });

  it('reads an announced version once, and not one that it has', async () => {
    const editor = edit();
    editor.notifyVersion(1);
    expect(service.requests).toEqual([]);
    service.kept = { ...service.kept, version: 3, text: 'spelt' };
    editor.notifyVersion(2);
    editor.notifyVersion(3);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(service.requests).toEqual(['read']);
    expect(editor.state.value.draft.text).toBe('spelt');
  });

  it('does not read the version that it has just saved', async () => {
    const editor = edit();
    editor.edit({ text: 'rye' });
    editor.saveNow();
    editor.notifyVersion(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(service.requests).toEqual(['change 1']);
  });

  it('reads a version that was announced while a save was in flight', async () => {
    const editor = edit();
    service.onChanged = () => (service.kept = { ...service.kept, version: 3, pinned: true });
    editor.edit({ text: 'rye' });
    editor.saveNow();
    editor.notifyVersion(3);
    await vi.advanceTimersByTimeAsync(0);
    expect(service.requests).toEqual(['change 1', 'read']);
    expect(editor.state.value.base).toMatchObject({ version: 3, pinned: true, text: 'rye' });
  });

  it('rechecks with a delay for an announced version that does not arrive', async () => {
    const editor = edit();
    editor.notifyVersion(2);
    await vi.advanceTimersByTimeAsync(25_000);
    expect(service.requests).toEqual(['read', 'read', 'read']);
  });

  it('checks again after a check that failed', async () => {
    const editor = edit();
    service.kept = { ...service.kept, version: 2, text: 'spelt' };
    service.offline = true;
    editor.notifyVersion(2);
    await vi.advanceTimersByTimeAsync(0);
    service.offline = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(editor.state.value.draft.text).toBe('spelt');
  });

  it('keeps the draft while the user writes, and loses neither version', async () => {
    const editor = edit();
    service.kept = { ...service.kept, version: 2, text: 'spelt' };
    editor.edit({ text: 'rye' });
    editor.notifyVersion(2);
    await vi.advanceTimersByTimeAsync(0);
    editor.edit({ text: 'rye bread' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saveState(editor.state.value)).toBe('ahead');
    expect(editor.state.value.draft.text).toBe('rye bread');
    expect(drafts.find(editor.id)?.content.text).toBe('rye bread');
    editor.choose();
    await editor.keepBoth();
    expect(service.made.map(({ text }) => text)).toEqual(['rye bread']);
    expect(editor.state.value.draft.text).toBe('spelt');
  });

  it('keeps the draft of a note that was deleted elsewhere', async () => {
    const editor = edit();
    editor.edit({ text: 'rye' });
    editor.notifyDeleted();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(service.requests).toEqual([]);
    expect(drafts.find(editor.id)?.content.text).toBe('rye');
    editor.choose();
    await editor.keepBoth();
    expect(service.made.map(({ text }) => text)).toEqual(['rye']);
  });

  it('applies no remote change during an IME composition', async () => {
    const editor = edit();
    service.kept = { ...service.kept, version: 2, text: 'spelt' };
    editor.compose(true);
    editor.notifyVersion(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(editor.state.value.draft.text).toBe('flour');
    editor.compose(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(editor.state.value.draft.text).toBe('spelt');
  });

  it('saves nothing during an IME composition', async () => {
    const editor = edit();
    editor.compose(true);
    editor.edit({ text: 'flourに' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(service.requests).toEqual([]);
    expect(drafts.find(editor.id)?.content.text).toBe('flourに');
    editor.edit({ text: 'flour 日' });
    editor.compose(false);
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(service.requests).toEqual(['change 1']);
    expect(service.kept.text).toBe('flour 日');
  });

  it('does not remove the draft of another window', async () => {
    const [here, there] = [edit(), edit()];
    there.edit({ text: 'rye' });
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS - 1);
    service.kept = { ...service.kept, version: 2, tags: ['kitchen'] };
    here.notifyVersion(2);
    await vi.advanceTimersByTimeAsync(0);
    here.close();
    expect(here.state.value.base.version).toBe(2);
    expect(drafts.find(there.id)?.content.text).toBe('rye');
  });

  it('sends nothing once it is closed', async () => {
    const editor = edit();
    editor.close();
    editor.notifyVersion(9);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(service.requests).toEqual([]);
  });
});

import { describe, expectTypeOf, it } from 'vitest';
import { addressOf } from './address';
import { etag, type Api } from './client';
import type { Answer, Call, PathOf, Query } from './routes';
import type { Account, Changes, DeclaredFile, FileWithUrls, NewNote, Note, NotePage } from './types';

declare const api: Api;

// These tests are for the compiler: it is `tsc` that fails, and the calls are never executed.
describe('the routes', () => {
  it('accept the parameters of the schema', () => {
    expectTypeOf<'/live/tickets'>().toExtend<PathOf<'post'>>();
    expectTypeOf<PathOf<'patch'>>().toEqualTypeOf<'/notes/{note_id}' | '/files/{file_id}'>();
    expectTypeOf<Call<'post', '/notes'>['body']>().toEqualTypeOf<NewNote>();
    expectTypeOf<Call<'patch', '/files/{file_id}'>['header']>().toEqualTypeOf<{ 'If-Match': string }>();
    expectTypeOf<Query<'/changes'>>().toEqualTypeOf<{ cursor?: string; limit?: number }>();
  });

  it('return the responses of the schema', () => {
    expectTypeOf<Answer<'get', '/me'>>().toEqualTypeOf<Account>();
    expectTypeOf<Answer<'get', '/notes'>>().toEqualTypeOf<NotePage>();
    expectTypeOf<Answer<'get', '/notes/{note_id}'>>().toEqualTypeOf<Note>();
    expectTypeOf<Answer<'post', '/notes'>>().toEqualTypeOf<Note>();
    expectTypeOf<Answer<'post', '/files'>>().toEqualTypeOf<DeclaredFile>();
    expectTypeOf<Answer<'get', '/files/{file_id}'>>().toEqualTypeOf<FileWithUrls>();
    expectTypeOf<Answer<'delete', '/files/{file_id}'>>().toEqualTypeOf<undefined>();
    expectTypeOf<Answer<'get', '/changes'>>().toEqualTypeOf<Changes>();
  });

  it('refuse any other call', () => {
    const mistakes = async (): Promise<unknown[]> => {
      const path = { note_id: '01A' };
      const header = { 'If-Match': etag(1) };
      const note = await api.get('/notes/{note_id}', { path });
      return [
        // @ts-expect-error -- a field that the schema does not name
        note.heading as unknown,
        // @ts-expect-error -- a note in a list has no text
        (await api.get('/notes')).items[0]?.text as unknown,
        // @ts-expect-error -- an unknown path
        api.get('/note'),
        // @ts-expect-error -- a method that this path does not support
        api.patch('/notes', { body: {} }),
        // @ts-expect-error -- no path parameters
        api.get('/notes/{note_id}'),
        // @ts-expect-error -- the parameters of another path
        api.get('/notes/{note_id}', { path: { file_id: '01A' } }),
        // @ts-expect-error -- no If-Match
        api.patch('/notes/{note_id}', { path, body: { title: 'new' } }),
        // @ts-expect-error -- a version number instead of an ETag
        api.patch('/notes/{note_id}', { path, header: { 'If-Match': 1 }, body: { title: 'new' } }),
        // @ts-expect-error -- no body
        api.patch('/notes/{note_id}', { path, header }),
        // @ts-expect-error -- a body where none is allowed
        api.post('/notes/{note_id}/restore', { path, body: {} }),
        // @ts-expect-error -- an unknown field beside a known one
        api.post('/notes', { body: { title: 'new', heading: 'new' } }),
        // @ts-expect-error -- a field of the wrong type
        api.patch('/notes/{note_id}', { path, header, body: { tags: 'bread' } }),
        // @ts-expect-error -- a state that another route sets
        api.patch('/notes/{note_id}', { path, header, body: { state: 'trashed' } }),
        // @ts-expect-error -- an unknown header
        api.post('/notes', { header: { 'Idempotence-Key': 'once' }, body: {} }),
        // @ts-expect-error -- an unknown parameter beside a known one
        api.get('/notes', { query: { limit: 5, sort: 'title' } }),
        // @ts-expect-error -- an invalid value of a parameter
        api.get('/notes', { query: { state: 'gone' } }),
        // @ts-expect-error -- a parameter of another path
        addressOf('/changes', { query: { state: 'active' } }),
      ];
    };
    expectTypeOf(mistakes).returns.resolves.toBeArray();
  });
});

import { describe, expect, it } from 'vitest';
import { addressOf } from './address';

describe('an address', () => {
  it('is the route alone without parameters', () => {
    expect(addressOf('/changes')).toBe('/changes');
    expect(addressOf('/changes', { query: { cursor: undefined } })).toBe('/changes');
  });

  it('contains the path and query parameters', () => {
    const query = { urls: true, limit: 5, kind: 'image', cursor: 'a&b' } as const;
    expect(addressOf('/files', { query })).toBe('/files?urls=true&limit=5&kind=image&cursor=a%26b');
    expect(addressOf('/files/{file_id}', { path: { file_id: 'a/b' } })).toBe('/files/a%2Fb');
  });
});

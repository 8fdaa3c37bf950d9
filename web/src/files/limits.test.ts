import { describe, expect, it } from 'vitest';

import { contentTypeOf, validNameOf, refusalOf } from './limits';

describe('limits', () => {
  const size = 1000;

  it('allow pictures anywhere, and other files on notes', () => {
    expect(refusalOf({ type: 'image/png', size }, { onNote: false })).toBeUndefined();
    expect(refusalOf({ type: 'text/plain', size }, { onNote: true })).toBeUndefined();
    expect(refusalOf({ type: 'text/plain', size }, { onNote: false })).toContain('add any file to a note');
    expect(refusalOf({ type: 'image/heic', size }, { onNote: false })).toContain('JPEG');
  });

  it('refuse files that are too large', () => {
    const mebibyte = 1024 * 1024;
    expect(refusalOf({ type: 'image/jpeg', size: 25 * mebibyte }, { onNote: false })).toBeUndefined();
    expect(refusalOf({ type: 'image/jpeg', size: 26 * mebibyte }, { onNote: false })).toContain('up to 25 MB');
    expect(refusalOf({ type: 'image/jpeg', size: 25 * mebibyte + 1 }, { onNote: false })).toBe(
      'This picture is slightly over 25 MB. Pictures can be up to 25 MB. Make it smaller and try again.',
    );
    expect(refusalOf({ type: 'video/mp4', size: 100 * mebibyte }, { onNote: true })).toBeUndefined();
    expect(refusalOf({ type: 'video/mp4', size: 101 * mebibyte }, { onNote: true })).toContain('up to 100 MB');
  });

  it('turn types and names into ones that the service accepts', () => {
    expect(contentTypeOf({ type: 'Text/HTML; charset=utf-8' })).toBe('text/html');
    expect(contentTypeOf({ type: '' })).toBe('application/octet-stream');
    expect(contentTypeOf({ type: 'a/b/c' })).toBe('application/octet-stream');
    expect(validNameOf({ name: 'a\u0000b\n.jpg' })).toBe('a b .jpg');
    expect(validNameOf({ name: '\u0007' })).toBe('Unnamed');
    expect(validNameOf({ name: '🌄'.repeat(300) })).toBe('🌄'.repeat(255));
    expect(validNameOf({ name: 'a\ud83cb' })).toBe('ab');
  });
});

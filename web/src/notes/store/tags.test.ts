import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addTags, tagProblem, hasSeparator, normalizeTag, splitTags, validTags } from './tags';

const CASES = JSON.parse(readFileSync('../tests/tags.json', 'utf8')) as { given: string; kept: string | null }[];

describe('a tag', () => {
  it.each(CASES)('is what the service keeps: $given', ({ given, kept }) => {
    const tag = normalizeTag(given);
    expect(tagProblem(tag) === null ? tag : null).toBe(kept);
  });

  it('is counted by characters, not by the halves of emoji', () => {
    expect(tagProblem('🥐'.repeat(50))).toBeNull();
    expect(tagProblem('🥐'.repeat(51))).toBe('A tag can have up to 50 characters.');
  });
});

describe('a list of tags', () => {
  it.each([
    ['a, b, c', ['a', 'b', 'c']],
    ['a; b;c', ['a', 'b', 'c']],
    ['a\nb\r\nc\td', ['a', 'b', 'c', 'd']],
    ['日本，中国、台湾', ['日本', '中国', '台湾']],
    ['سفر، عمل', ['سفر', 'عمل']],
    ['#one #two #three', ['one', 'two', 'three']],
    ['#one two, ##three', ['one two', 'three']],
    ['two words', ['two words']],
    ['C#', ['C#']],
    [' , ,; \n', []],
    ['#', []],
  ])('is cut: %j', (text, tags) => {
    expect(splitTags(text)).toEqual(tags);
  });

  it.each(Array.from(',;\t\n\r\u2028\u2029\uff0c\uff1b\u3001\u060c\u061b'))('is cut at %j', (separator) => {
    expect(splitTags(`a${separator}b`)).toEqual(['a', 'b']);
    expect(hasSeparator(`a${separator}`)).toBe(true);
  });

  it('is none where one tag is typed', () => {
    expect(['', 'a', 'two words', '#one #two', 'C#'].map(hasSeparator)).toEqual([false, false, false, false, false]);
  });

  it('has each tag once, however it is typed', () => {
    expect(addTags(['café'], 'cafe\u0301, tea, tea')).toEqual({ tags: ['café', 'tea'], rest: '', problem: null });
  });

  it('returns what breaks a rule, with the problem', () => {
    expect(addTags([], `tea, ${'x'.repeat(51)}, bread`)).toEqual({
      tags: ['tea', 'bread'],
      rest: 'x'.repeat(51),
      problem: 'A tag can have up to 50 characters.',
    });
  });

  it('returns tags over the limit', () => {
    const full = Array.from({ length: 19 }, (_, index) => `t${index}`);
    const { tags, rest, problem } = addTags(full, 'a, b, t0, c');
    expect([tags.length, rest, problem]).toEqual([20, 'b, c', 'A note can have up to 20 tags.']);
  });

  it('drops older tags that the service no longer accepts', () => {
    expect(validTags([' ', 'a\nb', '\u202e', 'cafe\u0301', 'café'])).toEqual(['café']);
  });
});

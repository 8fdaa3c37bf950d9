import { describe, expect, it } from 'vitest';
import { headline, plainText } from './plain';

describe('plainText', () => {
  it.each([
    ['# One', 'One'],
    ['- [x] milk', 'milk'],
    ['12. eggs', 'eggs'],
    ['> quoted', 'quoted'],
    ['**two** *three* _four_ ~~five~~ `six`', 'two three four five six'],
    ['[a link](https://example.com) ![a hill](x.jpg)', 'a link a hill'],
    ['snake_case and 2 * 3 * 4', 'snake_case and 2 * 3 * 4'],
    ['a - b', 'a - b'],
  ])('reads %s', (markdown, words) => {
    expect(plainText(markdown).trim()).toBe(words);
  });

  it('leaves out decoration', () => {
    expect(
      plainText('| a | b |\n|---|--:|\n| 1 | 2 |')
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual(['a b', '', '1 2']);
    expect(plainText('```js\nlet x\n```').trim()).toBe('let x');
    expect(plainText('---').trim()).toBe('');
  });
});

describe('headline', () => {
  it('has the title, and then the words', () => {
    expect(headline({ title: 'Bread', excerpt: '- [ ] flour\n- [ ] salt' })).toEqual({
      title: 'Bread',
      rest: 'flour\nsalt',
    });
  });

  it('takes the first line where there is no title', () => {
    expect(headline({ title: ' ', excerpt: '\n# Tea\n\ngreen' })).toEqual({ title: 'Tea', rest: 'green' });
    expect(headline({ title: '', excerpt: '' })).toEqual({ title: 'Empty note', rest: '' });
  });
});

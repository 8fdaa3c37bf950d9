// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { isSafeAddress, rendered } from './markdown';

function html(text: string): string {
  const host = document.createElement('div');
  host.append(rendered(text));
  return host.innerHTML;
}

function host(text: string): HTMLElement {
  const element = document.createElement('div');
  element.append(rendered(text));
  return element;
}

describe('rendered', () => {
  it('knows the usual Markdown', () => {
    expect(html('# One\n\n*two* **three** ~~four~~ `five`')).toContain('<h1 dir="auto">One</h1>');
    expect(html('```js\nlet x;\n```')).toContain('<pre><code class="language-js">let x;\n</code></pre>');
    expect(html('a\nb')).toContain('a<br>\nb');
  });

  it('makes tables that scroll by themselves, aligned without styles', () => {
    const table = html('| a | b |\n|---|--:|\n| 1 | 2 |');
    expect(table).toContain('<td class="align-right">2</td>');
    expect(table).not.toContain('style');
    expect(table).toMatch(/^<div class="wide" dir="auto" tabindex="0"><table>/);
  });

  it('makes tasks into boxes that know their line', () => {
    const boxes = [...host('Shop\n\n- [ ] milk\n- [x] *fresh* eggs\n- bread').querySelectorAll('input')];
    expect(boxes.map((box) => [box.dataset.line, box.checked, box.getAttribute('aria-label')])).toEqual([
      ['2', false, 'milk'],
      ['3', true, '*fresh* eggs'],
    ]);
  });

  it('gives each block the direction of its own words, and what stands within it none', () => {
    const shown = host('مرحبا\n\n- [ ] مهمة\n  - a\n\n> اقتباس\n\nEnglish\n\n    code\n');
    expect([...shown.querySelectorAll('[dir=auto]')].map((block) => block.localName)).toEqual([
      'p',
      'ul',
      'blockquote',
      'p',
    ]);
  });

  it('opens links elsewhere, telling nothing', () => {
    const link = host('[a](https://example.com/b "c")').querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://example.com/b');
    expect(link?.target).toBe('_blank');
    expect(link?.rel).toBe('noopener noreferrer');
  });

  it('shows a picture from elsewhere as a link', () => {
    const shown = host('![A *hill*](https://example.com/hill.jpg)');
    expect(shown.querySelector('img')).toBeNull();
    expect(shown.querySelector('a')?.getAttribute('href')).toBe('https://example.com/hill.jpg');
    expect(shown.textContent).toBe('Remote picture: A hill\n');
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '/notes/1',
    '//evil.example',
    'java\tscript:x',
  ])('links nowhere for %s', (address) => {
    expect(isSafeAddress(address)).toBe(false);
    expect(host(`[a](<${address}>) ![b](<${address}>) <${address}>`).querySelector('[href], [src]')).toBeNull();
  });
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<base href=//evil.example><style>@import "//evil.example"</style><link rel=stylesheet href=//evil.example>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data=//evil.example></object>',
  '[a](https://example.com "onmouseover=alert(1)")',
  '[a](https://example.com" onmouseover="alert(1))',
  '```"><img src=x onerror=alert(1)>\n```',
  '- [ ] "><img src=x onerror=alert(1)>',
  '![" onerror="alert(1)](https://example.com/x.png)',
  '<https://example.com/"onmouseover="alert(1)>',
  '| <img src=x onerror=alert(1)> |\n|:-:|\n| <svg/onload=alert(1)> |',
];

describe('hostile text', () => {
  it.each(HOSTILE)('is text: %s', (text) => {
    const shown = host(text);
    for (const element of shown.querySelectorAll('*')) {
      expect('script style img svg math base link iframe object form'.split(' ')).not.toContain(element.localName);
      for (const { name } of element.attributes) expect(name).not.toMatch(/^(on|style|src)/);
    }
    // Parse the output again, which is when mutation XSS would take effect.
    const again = document.createElement('div');
    again.innerHTML = shown.innerHTML;
    expect(again.innerHTML).toBe(shown.innerHTML);
  });
});

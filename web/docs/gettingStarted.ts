/** docs/getting-started.md, put into the page when it is built: who only reads waits for no program. */

import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import type { Plugin } from 'vite';

const SOURCE = new URL('../../docs/getting-started.md', import.meta.url);

const markdown = new MarkdownIt();
const { rules } = markdown.renderer;

rules.heading_open = (tokens, index) => {
  const { tag = '' } = tokens[index] ?? {};
  return tag === 'h2' ? `<h2 id="${anchor(tokens[index + 1]?.content ?? '')}">` : `<${tag}>`;
};

// What is too wide scrolls by itself, also for somebody without a mouse.
rules.fence = rules.code_block = (tokens, index) => {
  const code = markdown.utils.escapeHtml(tokens[index]?.content ?? '');
  return `<div class="code"><pre tabindex="0"><code>${code}</code></pre></div>\n`;
};
rules.table_open = () => '<div class="wide" tabindex="0"><table>\n';
rules.table_close = () => '</table></div>\n';

export function gettingStarted(): Plugin {
  return {
    name: 'getting-started',
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { path }) => (path === '/docs/index.html' ? filled(html, readFileSync(SOURCE, 'utf8')) : html),
    },
  };
}

function filled(html: string, text: string): string {
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, words = '']) => words);
  const contents = headings.map((words) => `<li><a href="#${anchor(words)}">${words}</a></li>`);
  // By functions, since a text in this place might speak of $1.
  return html
    .replace('<!-- contents -->', () => contents.join('\n'))
    .replace('<!-- getting-started -->', () => markdown.render(text));
}

/** As GitHub names it, where the same text can be read, too. */
function anchor(words: string): string {
  return words.toLowerCase().replaceAll(' ', '-');
}

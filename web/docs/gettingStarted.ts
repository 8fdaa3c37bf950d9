/** The texts of the API reference's page and docs/getting-started.md, put into its HTML when it is built. */

import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import type { Plugin } from 'vite';

import { referenceText } from '#text/reference';

const GUIDE_URL = new URL('../../docs/getting-started.md', import.meta.url);

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
      handler: (html, { path }) =>
        path === '/docs/index.html' ? withGuide(withTexts(html), readFileSync(GUIDE_URL, 'utf8')) : html,
    },
  };
}

/** Replace each `{{name}}` by the text of that name. Throws if there is none. */
function withTexts(html: string): string {
  const texts: Readonly<Record<string, string>> = referenceText.page;
  return html.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const text = texts[name];
    if (text === undefined) throw new Error(`There is no text for {{${name}}}.`);
    return markdown.utils.escapeHtml(text);
  });
}

function withGuide(html: string, text: string): string {
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

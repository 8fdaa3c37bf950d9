/**
 * Rendering of Markdown to safe HTML. Loaded only where a note is shown.
 *
 * Two independent defences, each sufficient alone: the renderer treats HTML as text, and its output goes through
 * DOMPurify, which keeps only the elements and attributes listed here.
 */

import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

import { notesEditingText } from '#text/notesEditing';
import { taskOf } from './tasks';

const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** Attribute of a task's checkbox: its line in the text, counted from 0. */
export const LINE = 'data-line';

const renderer = new MarkdownIt({ html: false, linkify: true, breaks: true });
renderer.linkify.set({ fuzzyLink: false, fuzzyIP: false });
renderer.validateLink = isSafeAddress;

renderer.core.ruler.push('tasks', ({ tokens, src }) => {
  const lines = src.split('\n');
  tokens.forEach((token, index) => {
    const item = tokens[index - 2];
    if (token.type !== 'inline' || item?.type !== 'list_item_open' || !item.map) return;
    const task = taskOf(lines[item.map[0]] ?? '');
    const words = token.children?.[0];
    if (!task || words?.type !== 'text' || !/^\[[ xX]\]\s/.test(words.content)) return;
    words.content = words.content.slice(4);
    item.attrJoin('class', 'task');
    item.meta = { line: item.map[0], done: task.done, label: token.content.slice(4) };
  });
});

// A block takes the direction of its first words. Elements within it have no `dir` of their own, because `dir="auto"`
// ignores those that have one.
renderer.core.ruler.push('directions', ({ tokens }) => {
  for (const token of tokens) {
    const isCode = token.type === 'fence' || token.type === 'code_block';
    if (token.level === 0 && token.nesting >= 0 && !isCode) token.attrSet('dir', 'auto');
  }
});

renderer.renderer.rules.list_item_open = (tokens, index, options, _, self) => {
  const opening = self.renderToken(tokens, index, options);
  const task = tokens[index]?.meta as { line: number; done: boolean; label: string } | null;
  if (!task) return opening;
  const label = renderer.utils.escapeHtml(task.label);
  const checked = task.done ? ' checked=""' : '';
  return `${opening}<input type="checkbox" ${LINE}="${task.line.toString()}" aria-label="${label}"${checked}>`;
};

// A remote image would reveal to its host who reads this note, and when; render a link instead.
renderer.renderer.rules.image = (tokens, index, options, environment, self) => {
  const token = tokens[index];
  const address = String(token?.attrGet('src') ?? '');
  const words = self.renderInlineAsText(token?.children ?? [], options, environment) || address;
  const { escapeHtml } = renderer.utils;
  return `<a class="remote-picture" href="${escapeHtml(address)}">${escapeHtml(notesEditingText.remotePicture(words))}</a>`;
};

// The Content Security Policy forbids style attributes, with which the renderer would align table cells.
for (const kind of ['th_open', 'td_open']) {
  renderer.renderer.rules[kind] = (tokens, index, options, _, self) => {
    const token = tokens[index];
    const alignment = /text-align:(\w+)/.exec(String(token?.attrGet('style') ?? ''))?.[1];
    if (token) token.attrs = alignment ? [['class', `align-${alignment}`]] : null;
    return self.renderToken(tokens, index, options);
  };
}

// A wide table scrolls in its own container instead of widening the page.
renderer.renderer.rules.table_open = () => '<div class="wide" dir="auto" tabindex="0"><table>\n';
renderer.renderer.rules.table_close = () => '</table></div>\n';

const purifier = DOMPurify();

purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName === 'A') {
    if (!isSafeAddress(node.getAttribute('href') ?? '')) node.removeAttribute('href');
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer');
  }
  if (node.nodeName === 'INPUT' && node.getAttribute('type') !== 'checkbox') node.remove();
});

const ALLOWED = {
  ALLOWED_TAGS:
    'a blockquote br code del div em h1 h2 h3 h4 h5 h6 hr input li ol p pre s strong table tbody td th thead tr ul'.split(
      ' ',
    ),
  ALLOWED_ATTR: ['href', 'title', 'class', 'dir', 'type', 'checked', 'start', 'tabindex', 'aria-label', LINE],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} as const;

/** Render to HTML that must be sanitized before it is shown. */
export function markup(text: string): string {
  return renderer.render(text);
}

/** Render the text to sanitized nodes. */
export function rendered(text: string): DocumentFragment {
  return purifier.sanitize(markup(text), {
    ...ALLOWED,
    ALLOWED_TAGS: [...ALLOWED.ALLOWED_TAGS],
    ALLOWED_ATTR: [...ALLOWED.ALLOWED_ATTR],
  });
}

/** Return whether a link may have this address: only web and email addresses are allowed. */
export function isSafeAddress(address: string): boolean {
  try {
    return SCHEMES.has(new URL(address).protocol);
  } catch {
    return false;
  }
}

import { notesEditingText } from '#text/notesEditing';
import type { JSX } from 'preact';
import type { Content } from './content';

interface Props {
  title: string;
  content: Content;
  other: Content | null;
  children: JSX.Element | null;
}

/** A version of the note, with the lines marked that the other one lacks. */
export function NoteVersion({ title, content, other, children }: Props): JSX.Element {
  const lines = new Set(other?.text.split('\n'));
  return (
    <article class="version" aria-label={title}>
      <h3 class="version-label">{title}</h3>
      <p class={content.title !== other?.title && other ? 'version-title version-differs' : 'version-title'} dir="auto">
        {content.title || notesEditingText.conflict.noTitle}
      </p>
      {content.tags.length > 0 && <p class="version-tags">{content.tags.map((tag) => `#${tag}`).join(' ')}</p>}
      <div
        class="version-text"
        dir="auto"
        tabIndex={0}
        role="region"
        aria-label={notesEditingText.conflict.textOf(title)}
      >
        {content.text.split('\n').map((line, index) => (
          <div key={index} class={other && !lines.has(line) ? 'version-line version-differs' : 'version-line'}>
            {line || '\u00a0'}
          </div>
        ))}
      </div>
      {children && <div class="version-action">{children}</div>}
    </article>
  );
}

import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Attachments } from '../../attachments/Attachments';
import { enqueue } from '../../uploads/uploads';
import { navigate } from '../../router';
import { dateAndTime } from '../../ui/format';
import { isComposing } from '../../ui/composing';
import { useFileDrop } from '../../ui/fileDrop';
import { View } from '../../ui/View';
import { Actions } from '../store/actions';
import { Ahead } from './ChangedElsewhere';
import { useKeptCaret } from './caret';
import { ConflictView } from './ConflictView';
import { oneLine } from './content';
import { pastedFiles } from './pastedFiles';
import type { NoteEditor } from './editor';
import { EditorBar, type Side } from './EditorBar';
import { tagsOf } from '../store/search';
import { useKeys, useMedia } from '../hooks';
import { summaryOf } from '../store/listing';
import { Preview } from './Preview';
import { TagField } from './TagField';
import { ticked } from './tasks';
import type { Workbench } from '../store/notesStore';

/** Media query for showing the text field and the preview side by side. */
const WIDE = '(min-width: 64rem)';
const LISTS = { active: '/', archived: '/archive', trashed: '/trash' } as const;

export function NoteEdit({ editor, bench }: { editor: NoteEditor; bench: Workbench }): JSX.Element {
  const { base, draft, phase } = editor.state.value;
  const actions = useMemo(() => new Actions(bench), [bench]);
  const { notes } = bench.library.listing('active').value;
  const known = useMemo(() => tagsOf(notes.values()), [notes]);
  const isWide = useMedia(WIDE);
  const [side, setSide] = useState<Side>(() => (base.text.trim() ? 'read' : 'write'));
  const title = useRef<HTMLTextAreaElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  useKeptCaret(title, draft.title);
  useKeptCaret(text, draft.text);
  const isTrashed = base.state === 'trashed';
  const isConflict = phase.name === 'conflict';
  const list = LISTS[base.state];

  useEffect(() => {
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') editor.refresh();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [editor]);

  // Leaving the view in the middle of an IME composition ends it.
  useEffect(() => () => editor.compose(false), [editor]);

  const now = (): ReturnType<typeof summaryOf> => ({ ...summaryOf(base), pinned: draft.pinned, state: draft.state });
  const toNeighbour = (step: 1 | -1): (() => void) | null => {
    const id = bench.neighbour(base.id, step);
    return id === undefined ? null : () => navigate(`/notes/${id}`, { replace: true });
  };
  const leave = (act: (note: ReturnType<typeof now>) => unknown): void => {
    void act(now());
    navigate(list);
  };
  const deeds = {
    pin: () => void actions.pin(now()),
    archive: () => leave((note) => actions.archive(note)),
    trash: () => leave((note) => actions.trash(note)),
    restore: () => leave((note) => actions.restore(note)),
  };

  useKeys(
    {
      save: () => {
        editor.saveNow();
        editor.choose();
      },
      back: () => navigate(list),
    },
    false,
  );

  const attach = (files: File[]): void => {
    if (files.length > 0 && !isTrashed) void enqueue(files, { noteId: base.id });
  };
  const isOver = useFileDrop(isTrashed ? null : attach);
  const isWriting = isWide || side === 'write';
  const isReading = isWide || side === 'read';
  return (
    <View title={draft.title || 'Note'} titleHidden width="full">
      <article
        class={`note${isOver ? ' note-over' : ''}`}
        onPaste={(event) => attach(pastedFiles(event))}
        onCompositionStart={() => editor.compose(true)}
        onCompositionEnd={() => editor.compose(false)}
        onKeyDown={(event) => {
          if (isComposing(event) || event.key !== 'Escape' || event.defaultPrevented) return;
          if (!(event.target instanceof HTMLElement)) return;
          if (!event.target.matches('input, textarea')) return;
          event.preventDefault();
          event.target.blur();
        }}
      >
        <EditorBar
          editor={editor}
          list={list}
          deeds={deeds}
          previous={toNeighbour(-1)}
          next={toNeighbour(1)}
          side={isWide || isTrashed || isConflict ? null : side}
          onSide={setSide}
        />
        <Ahead editor={editor} />
        {isConflict ? (
          <ConflictView editor={editor} theirs={phase.theirs} />
        ) : isTrashed ? (
          <div class="note-reading note-alone">
            <h2 class="note-heading" dir="auto">
              {draft.title}
            </h2>
            <Preview text={draft.text} excerpt="" />
            <Attachments note={base} readOnly />
          </div>
        ) : (
          <div class={isWide ? 'note-sides' : 'note-side'}>
            <div class="note-writing">
              <textarea
                ref={title}
                class="note-heading"
                aria-label="Title"
                placeholder="Title"
                rows={1}
                maxLength={200}
                dir="auto"
                value={draft.title}
                onInput={(event) => editor.edit({ title: oneLine(event.currentTarget.value) })}
                onKeyDown={(event) => {
                  if (isComposing(event) || event.key !== 'Enter') return;
                  event.preventDefault();
                  setSide('write');
                  requestAnimationFrame(() => text.current?.focus());
                }}
              />
              <TagField tags={draft.tags} known={known} onChange={(tags) => editor.edit({ tags })} />
              {isWriting && (
                <textarea
                  ref={text}
                  class="note-text"
                  aria-label="Text"
                  placeholder="Write in Markdown: # heading, - [ ] task, **strong** …"
                  dir="auto"
                  value={draft.text}
                  onInput={(event) => editor.edit({ text: event.currentTarget.value })}
                />
              )}
            </div>
            {isReading && (
              <section class="note-reading" aria-label="Preview">
                {draft.text.trim() ? (
                  <Preview
                    text={draft.text}
                    excerpt={isWide ? '' : draft.text.slice(0, 200)}
                    onTick={(line, done) => editor.edit({ text: ticked(editor.state.peek().draft.text, line, done) })}
                  />
                ) : (
                  <p class="note-nothing">What you write appears here as it will read.</p>
                )}
              </section>
            )}
            <div class="note-below">
              <Attachments note={base} />
              <p class="note-facts-line">
                Written {dateAndTime(base.created_at)}
                {base.edited_at !== base.created_at && <>, changed {dateAndTime(base.edited_at)}</>}
              </p>
            </div>
          </div>
        )}
      </article>
    </View>
  );
}

import { Paperclip, Maximize2 } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Offline } from '../api/errors';
import { api } from '../context';
import { enqueue } from '../photos/uploads';
import { Button, IconButton } from '../ui/Button';
import { isOnline } from '../ui/connection';
import { wordsFor } from '../ui/ErrorNote';
import { toast } from '../ui/toast';
import './CaptureBox.css';
import { clean } from './content';
import type { CaptureDraft } from './drafts';
import { droppedFiles, hasFiles, pastedFiles } from './dropping';
import { tagsOf } from './finding';
import { useMedia } from './hooks';
import { TagField } from './TagField';
import type { Workbench } from './workbench';

const OFFLINE = 'You are offline. It is kept here, and saved when you are back.';

/** Where a thought goes before it is lost: one line that becomes a whole note when there is more to say. */
export function CaptureBox({ bench }: { bench: Workbench }): JSX.Element {
  const [draft, setDraft] = useState<CaptureDraft>(() => bench.drafts.findCapture() ?? blank());
  const [isOpen, setOpen] = useState(() => isLong(draft));
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [isOver, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const hasKeys = useMedia('(hover: hover)');
  const isEmpty = isBlank(draft);
  const { notes } = bench.library.listing('active').value;
  const known = useMemo(() => tagsOf(notes.values()), [notes]);

  /** At once and not after the next paint: the page may be reloaded before. */
  const keep = (next: CaptureDraft): void => {
    setDraft(next);
    if (isBlank(next)) bench.drafts.forgetCapture();
    else bench.drafts.keepCapture(next);
  };

  const change = (changes: Partial<CaptureDraft>): void => {
    // What was sent and never answered may have been written: only the same note may be sent under the same key.
    const key = problem ? crypto.randomUUID() : draft.key;
    const next = { ...draft, ...changes, key };
    keep(next);
    setProblem('');
    if (isLong(next)) setOpen(true);
  };

  const save = async (files: File[] = []): Promise<void> => {
    if (isBusy || (isEmpty && files.length === 0)) return;
    setBusy(true);
    setProblem('');
    try {
      const { title, text, tags, key } = draft;
      const note = await api.post('/notes', {
        header: { 'Idempotency-Key': key },
        body: { title: clean(title), text: clean(text), tags },
      });
      bench.library.absorb(note);
      if (files.length > 0) enqueue(files, { noteId: note.id });
      keep(blank());
      setOpen(false);
      toast('Saved');
    } catch (error) {
      setProblem(error instanceof Offline ? OFFLINE : wordsFor(error));
    } finally {
      setBusy(false);
      field.current?.focus();
    }
  };

  const online = isOnline.value;
  useEffect(() => {
    if (online && problem === OFFLINE) void save();
    // Only when the connection comes back.
  }, [online]); // eslint-disable-line react-hooks/exhaustive-deps

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const isWanted = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    const isLine = event.key === 'Enter' && !isOpen && hasKeys && !event.shiftKey && !event.altKey;
    const isSave = event.key === 's' && (event.ctrlKey || event.metaKey);
    if (isWanted || isLine || isSave) {
      event.preventDefault();
      void save();
    }
    if (event.key === 'Escape' && event.target instanceof HTMLElement) {
      event.preventDefault();
      event.target.blur();
    }
  };

  return (
    <section
      class={isOver ? 'capture capture-over' : 'capture'}
      aria-label="New note"
      onKeyDown={onKeyDown}
      onPaste={(event) => {
        const files = pastedFiles(event);
        if (files.length > 0) void save(files);
      }}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const files = droppedFiles(event);
        if (files.length > 0) void save(files);
      }}
    >
      {isOpen && (
        <input
          class="capture-title"
          aria-label="Title"
          placeholder="Title"
          maxLength={200}
          dir="auto"
          value={draft.title}
          onInput={(event) => change({ title: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            field.current?.focus();
          }}
        />
      )}
      <textarea
        ref={field}
        data-capture
        class="capture-text"
        aria-label="Write a note"
        placeholder="Write a note …"
        rows={isOpen ? 4 : 1}
        dir="auto"
        value={draft.text}
        aria-describedby={problem ? 'capture-problem' : undefined}
        onInput={(event) => change({ text: event.currentTarget.value })}
      />
      {isOpen && <TagField tags={draft.tags} known={known} onChange={(tags) => change({ tags })} />}
      {problem && (
        <p class="capture-problem" id="capture-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="capture-foot">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            void save([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <IconButton icon={Paperclip} label="Add photos or files" onClick={() => picker.current?.click()} />
        {!isOpen && (
          <IconButton
            icon={Maximize2}
            label="Title, tags and more room"
            onClick={() => {
              setOpen(true);
              field.current?.focus();
            }}
          />
        )}
        <span class="capture-hint">
          {hasKeys && !isEmpty && (isOpen ? 'Ctrl+Enter saves' : 'Enter saves, Shift+Enter makes room')}
        </span>
        <Button kind="primary" busy={isBusy} disabled={isEmpty} onClick={() => void save()}>
          Save
        </Button>
      </div>
    </section>
  );
}

function blank(): CaptureDraft {
  return { title: '', text: '', tags: [], key: crypto.randomUUID() };
}

function isBlank({ title, text, tags }: CaptureDraft): boolean {
  return !title.trim() && !text.trim() && tags.length === 0;
}

function isLong({ title, text, tags }: CaptureDraft): boolean {
  return title !== '' || tags.length > 0 || text.includes('\n');
}

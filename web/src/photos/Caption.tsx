import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { ApiError } from '../api/errors';
import type { StoredFile } from '../api/types';
import { change } from '../files/actions';
import { catalogue } from '../files/catalogue';
import { Button } from '../ui/Button';
import { wordsFor } from '../ui/errorWords';
import { isComposing } from '../ui/composing';
import { toast } from '../ui/toast';
import { Words } from '../ui/Words';

const PAUSE = 700;
const LONGEST = 2000;

type Standing = 'resting' | 'changed' | 'saving' | 'saved' | 'conflict' | 'failed';

/** The caption of a photo, saved while the user types, and on leaving. */
export function Caption({ file, readOnly }: { file: StoredFile; readOnly: boolean }): JSX.Element {
  const [text, setText] = useState(file.caption);
  const [standing, setStanding] = useState<Standing>('resting');
  const [trouble, setTrouble] = useState('');
  const written = useRef(text);
  const saved = useRef(file.caption);
  const sent = useRef(file.caption);
  const line = useRef<Promise<void>>(Promise.resolve());
  const here = useRef(true);

  const show = (now: Standing): void => {
    if (here.current) setStanding(now);
    else if (now === 'conflict') toast(`A caption was changed elsewhere. Yours was not saved: “${written.current}”`);
  };

  /** Return whether the caption was changed elsewhere since it was read. */
  const isAhead = (): boolean => {
    const theirs = catalogue.get(file.id)?.caption;
    return theirs !== undefined && ![saved.current, sent.current, written.current].includes(theirs);
  };

  const save = (): void => {
    // In sequence, or else our own saves would conflict.
    line.current = line.current.then(async () => {
      const caption = written.current;
      if (caption === saved.current) return;
      if (isAhead()) {
        show('conflict');
        return;
      }
      show('saving');
      sent.current = caption;
      try {
        await change(file.id, { caption });
        saved.current = caption;
        show(written.current === caption ? 'saved' : 'changed');
      } catch (error) {
        const isConflict = error instanceof ApiError && error.status === 412;
        if (here.current) setTrouble(wordsFor(error));
        show(isConflict ? 'conflict' : 'failed');
      }
    });
  };

  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    if (standing !== 'changed') return undefined;
    const timer = setTimeout(() => latest.current(), PAUSE);
    return () => clearTimeout(timer);
  }, [standing, text]);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      latest.current();
    };
  }, []);

  const write = (now: string): void => {
    written.current = now;
    setText(now);
    setStanding(isAhead() ? 'conflict' : 'changed');
  };

  const keepMine = (): void => {
    saved.current = sent.current = catalogue.get(file.id)?.caption ?? '';
    save();
  };

  const take = (): void => {
    const theirs = catalogue.get(file.id)?.caption ?? '';
    written.current = theirs;
    saved.current = sent.current = theirs;
    setText(theirs);
    setStanding('resting');
  };

  useEffect(() => {
    if (file.caption === sent.current) return;
    if (written.current === saved.current) take();
    else if (isAhead()) setStanding('conflict');
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs when a stored caption arrives, not on typing
  }, [file.caption]);

  if (readOnly) return <div class="caption">{file.caption && <p class="caption-text">{file.caption}</p>}</div>;

  return (
    <div class="caption">
      <textarea
        class="caption-input"
        aria-label="Caption"
        placeholder="Add a caption"
        rows={1}
        maxLength={LONGEST}
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key !== 'Escape' && !(event.key === 'Enter' && !event.shiftKey)) return;
          event.preventDefault();
          event.stopPropagation();
          event.currentTarget.closest<HTMLElement>('.viewer')?.focus();
        }}
      />
      <p class="caption-state" role="status">
        <Words>{wordFor(standing, trouble)}</Words>
      </p>
      {standing === 'conflict' && (
        <div class="caption-choice">
          <p>It was changed elsewhere: “{catalogue.get(file.id)?.caption}”</p>
          <Button onClick={take}>Take that</Button>
          <Button kind="primary" onClick={keepMine}>
            Keep mine
          </Button>
        </div>
      )}
      {standing === 'failed' && <Button onClick={save}>Save again</Button>}
    </div>
  );
}

function wordFor(standing: Standing, trouble: string): string {
  switch (standing) {
    case 'saving':
      return 'Saving';
    case 'saved':
      return 'Saved';
    case 'failed':
      return trouble;
    default:
      return '';
  }
}

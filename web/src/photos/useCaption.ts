import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { photosText } from '#text/photos';
import type { StoredFile } from '../api/types';
import { catalogue } from '../files/sharedCatalogue';
import { toast } from '../ui/toast';
import { isChangedElsewhere, useCaptionSave, type OnSaveState, type SaveState, type Versions } from './captionSaving';

const AUTOSAVE_DELAY_MS = 700;

interface CaptionEdit {
  text: string;
  saveState: SaveState;
  /** The message of the last failure. */
  errorMessage: string;
  write: (now: string) => void;
  save: () => void;
  /** Replace the text with the caption from elsewhere. */
  takeTheirs: () => void;
  /** Save the text over the caption from elsewhere. */
  keepMine: () => void;
}

/** Keep the text of a photo's caption while it is edited, and save it. */
export function useCaption(file: StoredFile): CaptionEdit {
  const [text, setText] = useState(file.caption);
  const [saveState, setSaveState] = useState<SaveState>('idle');
  const [errorMessage, setErrorMessage] = useState('');
  // One object for as long as the caption is shown, because a request that is under way refers to it.
  const { current: versions } = useRef<Versions>({ written: text, saved: file.caption, sent: file.caption });
  const isMounted = useRef(true);

  const onSaveState: OnSaveState = (now, words) => {
    if (isMounted.current && words !== undefined) setErrorMessage(words);
    if (isMounted.current) setSaveState(now);
    else if (now === 'conflict') toast(photosText.caption.conflict.notSaved(versions.written));
  };
  const save = useCaptionSave(file.id, versions, onSaveState);
  useAutosave(save, isMounted, saveState, text);

  const write = (now: string): void => {
    versions.written = now;
    setText(now);
    setSaveState(isChangedElsewhere(file.id, versions) ? 'conflict' : 'changed');
  };

  const keepMine = (): void => {
    versions.saved = versions.sent = catalogue.get(file.id)?.caption ?? '';
    save();
  };

  const takeTheirs = (): void => {
    const theirs = catalogue.get(file.id)?.caption ?? '';
    versions.written = versions.saved = versions.sent = theirs;
    setText(theirs);
    setSaveState('idle');
  };

  useEffect(() => {
    if (file.caption === versions.sent) return;
    if (versions.written === versions.saved) takeTheirs();
    else if (isChangedElsewhere(file.id, versions)) setSaveState('conflict');
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs when a stored caption arrives, not on typing
  }, [file.caption]);

  return { text, saveState, errorMessage, write, save, takeTheirs, keepMine };
}

/** Save when the user pauses, and on leaving; `isMounted` is true until then. */
function useAutosave(save: () => void, isMounted: RefObject<boolean>, saveState: SaveState, text: string): void {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    if (saveState !== 'changed') return undefined;
    const timer = setTimeout(() => latest.current(), AUTOSAVE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [saveState, text]);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
      latest.current();
    };
  }, [isMounted]);
}

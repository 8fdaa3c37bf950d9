import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { catalogue } from '../files/catalogue';
import { toast } from '../ui/toast';
import { isAhead, useSaving, type Show, type Standing, type Versions } from './captionSaving';

const PAUSE = 700;

interface CaptionEdit {
  text: string;
  standing: Standing;
  /** The message of the last failure. */
  trouble: string;
  write: (now: string) => void;
  save: () => void;
  /** Replace the text with the caption from elsewhere. */
  take: () => void;
  /** Save the text over the caption from elsewhere. */
  keepMine: () => void;
}

/** Keep the text of a photo's caption while it is edited, and save it. */
export function useCaption(file: StoredFile): CaptionEdit {
  const [text, setText] = useState(file.caption);
  const [standing, setStanding] = useState<Standing>('resting');
  const [trouble, setTrouble] = useState('');
  // One object for as long as the caption is shown, because a request that is under way refers to it.
  const { current: versions } = useRef<Versions>({ written: text, saved: file.caption, sent: file.caption });
  const here = useRef(true);

  const show: Show = (now, words) => {
    if (here.current && words !== undefined) setTrouble(words);
    if (here.current) setStanding(now);
    else if (now === 'conflict') toast(`A caption was changed elsewhere. Yours was not saved: “${versions.written}”`);
  };
  const save = useSaving(file.id, versions, show);
  useAutosave(save, here, standing, text);

  const write = (now: string): void => {
    versions.written = now;
    setText(now);
    setStanding(isAhead(file.id, versions) ? 'conflict' : 'changed');
  };

  const keepMine = (): void => {
    versions.saved = versions.sent = catalogue.get(file.id)?.caption ?? '';
    save();
  };

  const take = (): void => {
    const theirs = catalogue.get(file.id)?.caption ?? '';
    versions.written = versions.saved = versions.sent = theirs;
    setText(theirs);
    setStanding('resting');
  };

  useEffect(() => {
    if (file.caption === versions.sent) return;
    if (versions.written === versions.saved) take();
    else if (isAhead(file.id, versions)) setStanding('conflict');
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs when a stored caption arrives, not on typing
  }, [file.caption]);

  return { text, standing, trouble, write, save, take, keepMine };
}

/** Save when the user pauses, and on leaving; `here` is true until then. */
function useAutosave(save: () => void, here: RefObject<boolean>, standing: Standing, text: string): void {
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
  }, [here]);
}

import { useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { redatings, type DateChange } from '../files/redating';
import { wordsFor } from '../ui/errorWords';
import { correctDates } from './correctDates';

interface Correction {
  busy: boolean;
  error: string | undefined;
  send: (change: DateChange) => Promise<void>;
}

/** Return a function that sends a correction, and the state of that; `onEnd` is called once it is stored. */
export function useCorrection(file: StoredFile, onEnd: () => void): Correction {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const send = async (change: DateChange): Promise<void> => {
    setBusy(true);
    const { failed, error: failure } = await correctDates(redatings([file], change), change);
    setBusy(false);
    if (failed.length) setError(wordsFor(failure));
    else onEnd();
  };
  return { busy, error, send };
}

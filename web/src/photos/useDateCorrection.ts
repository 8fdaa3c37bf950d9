import { useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { correctionsFor, type DateChange } from '../files/dateCorrection';
import { errorMessage } from '../ui/errorMessages';
import { correctDates } from './correctDates';

interface DateCorrectionState {
  busy: boolean;
  error: string | undefined;
  send: (change: DateChange) => Promise<void>;
}

/** Return a function that sends a correction, and the state of that; `onEnd` is called once it is stored. */
export function useDateCorrection(file: StoredFile, onEnd: () => void): DateCorrectionState {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const send = async (change: DateChange): Promise<void> => {
    setBusy(true);
    const { failed, error: failure } = await correctDates(correctionsFor([file], change), change);
    setBusy(false);
    if (failed.length) setError(errorMessage(failure));
    else onEnd();
  };
  return { busy, error, send };
}

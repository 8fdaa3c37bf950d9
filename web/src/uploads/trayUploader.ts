/** The uploader that the tray shows and controls; a context, because every part of the tray has a button for it. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { Uploader } from './uploader';

const UploaderContext = createContext<Uploader | null>(null);

export const ProvideUploader = UploaderContext.Provider;

/** Return the tray's uploader. Throws outside of the tray. */
export function useUploader(): Uploader {
  const uploader = useContext(UploaderContext);
  if (!uploader) throw new Error('There is no uploader outside of the tray.');
  return uploader;
}

import { ArchiveRestore, File as FileIcon, Trash2 } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { attachmentsText } from '#text/attachments';
import { commonText } from '#text/common';
import type { StoredFile } from '../api/types';
import { api } from '../context';
import { subscribeToChanges } from '../live/subscribers';
import { confirm } from '../ui/confirm';
import { Button, IconButton } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import { FileName, withoutBidiControls } from '../ui/FileName';
import { formatBytes } from '../ui/format';
import { Icon } from '../ui/Icon';
import { purge, restore } from '../files/actions';
import { Thumbnail } from './AttachedPhoto';
import { catalogue } from '../files/sharedCatalogue';
import './Attachments.css';
import './TrashedFiles.css';

const text = attachmentsText.trash;

/** The photos and files in the trash, below its notes; renders nothing if there are none. */
export function TrashedFiles(): JSX.Element | null {
  const { files, more, error } = useTrashedFiles();
  if (error !== undefined) return <ErrorNote error={error} retry={more} />;
  if (files.length === 0) return null;
  return (
    <section class="trashed" aria-labelledby="trashed-files">
      <h2 class="trashed-heading" id="trashed-files">
        {text.heading}
      </h2>
      <ul class="trashed-list">
        {files.map((file) => (
          <li key={file.id} class="trashed-file">
            <span class="trashed-thumbnail">
              {file.kind === 'image' ? <Thumbnail file={file} width={56} height={56} /> : <Icon icon={FileIcon} />}
            </span>
            <div class="attached-file-text">
              <p class="attached-file-name">{file.caption || <FileName name={file.name} />}</p>
              <p class="attached-file-state">{formatBytes(file.size)}</p>
            </div>
            <IconButton
              icon={ArchiveRestore}
              label={text.restore(withoutBidiControls(file.name))}
              onClick={() => void restore([file.id])}
            />
            <IconButton
              icon={Trash2}
              label={text.delete(withoutBidiControls(file.name))}
              onClick={() => void confirmPurge(file)}
            />
          </li>
        ))}
      </ul>
      {more && (
        <div>
          <Button onClick={more}>{text.showMore}</Button>
        </div>
      )}
    </section>
  );
}

async function confirmPurge(file: StoredFile): Promise<void> {
  const isSure = await confirm({
    title: text.confirmDelete.title,
    text: text.confirmDelete.words(file.name),
    confirmLabel: commonText.deleteForever,
    cancelLabel: commonText.cancel,
  });
  if (isSure) await purge([file.id]);
}

function useTrashedFiles(): { files: StoredFile[]; more: (() => void) | undefined; error: unknown } {
  const [files, setFiles] = useState<StoredFile[]>([]);
  const [cursor, setCursor] = useState<string | null>();
  const [error, setError] = useState<unknown>();

  const shown = useRef<StoredFile[]>([]);
  shown.current = files;

  const load = async (from?: string): Promise<void> => {
    const earlier = new Set(from === undefined ? shown.current.map(({ id }) => id) : []);
    const page = await api.get('/files', { query: { state: 'trashed', limit: 50, cursor: from, urls: true } });
    const present = new Set(page.items.map(({ id }) => id));
    setFiles((before) => {
      const kept = before.filter(({ id }) => present.has(id) || !earlier.has(id));
      return [...kept, ...page.items.filter(({ id }) => !kept.some((file) => file.id === id))];
    });
    for (const file of page.items) catalogue.put(file);
    // Remove files that left the trash while the request was in flight.
    setFiles((before) => before.filter(({ id }) => catalogue.get(id)?.state === 'trashed'));
    setCursor(page.cursor);
    setError(undefined);
  };
  const more = (from?: string): void => {
    load(from).catch(setError);
  };

  useEffect(() => {
    const stop = catalogue.subscribe((id, file) => {
      setFiles((before) => {
        if (file?.state !== 'trashed') return before.filter((other) => other.id !== id);
        // The file trashed last comes first, because it is the first to be looked for.
        return before.some((other) => other.id === id) ? before : [file, ...before];
      });
    });
    const unsubscribe = subscribeToChanges({ apply: () => undefined, reload: () => load() });
    more();
    return () => {
      stop();
      unsubscribe();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only on mount
  }, []);

  return { files, more: error === undefined && !cursor ? undefined : () => more(cursor ?? undefined), error };
}

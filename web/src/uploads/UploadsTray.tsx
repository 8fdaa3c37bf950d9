import { ChevronDown, ChevronUp, X } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { uploadsText } from '#text/uploads';
import { session } from '../context';
import { Button, IconButton } from '../ui/Button';
import { ReplacedText } from '../ui/ReplacedText';
import { comparedCount } from './ownHashes';
import { isRunning, summary, type Queue, type Summary, type Upload } from './queue';
import { MAX_ROWS, rowsOf } from './trayRows';
import { duplicateCheckText, headline, announcement, unsentText } from './trayTexts';
import { ProgressBar, UploadRow } from './UploadRow';
import { ProvideUploader, useUploader } from './trayUploader';
import type { Uploader } from './uploader';
import './UploadsTray.css';

const { tray, duplicates } = uploadsText;

/** The tray of uploads on every view: small, and out of the way. Shows no file names after the session has ended. */
export function UploadsTray({ uploader }: { uploader: Uploader }): JSX.Element | null {
  if (session.status.value !== 'in') return null;
  return (
    <ProvideUploader value={uploader}>
      <Tray />
    </ProvideUploader>
  );
}

function Tray(): JSX.Element {
  const uploader = useUploader();
  const [open, setOpen] = useState(true);
  const queue = uploader.queue.value;
  const counts = summary(queue);
  const empty = queue.uploads.length === 0;
  return (
    <aside class="uploads" aria-label={tray.label} data-behind>
      {/* In the page before it has text, otherwise screen readers would not announce it. */}
      <p class="visually-hidden" role="status">
        <ReplacedText>{empty ? '' : announcement(queue, counts)}</ReplacedText>
      </p>
      {!empty && (
        <div class="uploads-card">
          <header class="uploads-header">
            <h2 class="uploads-title">
              <ReplacedText>{headline(queue, counts)}</ReplacedText>
            </h2>
            <IconButton
              icon={open ? ChevronDown : ChevronUp}
              label={open ? tray.collapse : tray.expand}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            />
            {counts.running === 0 && <IconButton icon={X} label={tray.dismiss} onClick={() => uploader.clear()} />}
          </header>
          {counts.running > 0 && <ProgressBar label={tray.progress} value={counts.progress} />}
          <DuplicatesQuestion asking={queue.uploads.filter(({ stage }) => stage === 'asking')} />
          {open && <TrayRows queue={queue} />}
          {open && <TrayFooter queue={queue} counts={counts} />}
        </div>
      )}
    </aside>
  );
}

/** The question whether to add again files that exist already; the other uploads continue meanwhile. */
function DuplicatesQuestion({ asking }: { asking: readonly Upload[] }): JSX.Element | null {
  const uploader = useUploader();
  if (asking.length === 0) return null;
  const keys = asking.map(({ key }) => key);
  return (
    <div class="uploads-question" role="group" aria-label={duplicates.label}>
      <p>
        <ReplacedText>{duplicates.found(asking.length)}</ReplacedText>
      </p>
      <Button onClick={() => uploader.skip(keys)}>{duplicates.skip}</Button>
      <Button onClick={() => uploader.addAnyway(keys)}>{duplicates.addAnyway}</Button>
    </div>
  );
}

/** The rows of the tray: those that need the user first; successful ones are collapsed. */
function TrayRows({ queue }: { queue: Queue }): JSX.Element {
  const { shown, more, ready } = rowsOf(queue);
  return (
    <div class="uploads-list" tabIndex={0} role="region" aria-label={tray.list}>
      <RowList uploads={shown} connected={queue.connected} />
      {more > 0 && (
        <p class="uploads-more">
          <ReplacedText>{tray.more(more)}</ReplacedText>
        </p>
      )}
      <ReadyUploads uploads={ready} connected={queue.connected} />
    </div>
  );
}

function RowList({
  uploads: shown,
  connected,
}: {
  uploads: readonly Upload[];
  connected: boolean;
}): JSX.Element | null {
  if (shown.length === 0) return null;
  return (
    <ul>
      {shown.map((upload) => (
        <UploadRow key={upload.key} upload={upload} connected={connected} />
      ))}
    </ul>
  );
}

function ReadyUploads({
  uploads: ready,
  connected,
}: {
  uploads: readonly Upload[];
  connected: boolean;
}): JSX.Element | null {
  const [isOpen, setOpen] = useState(false);
  if (ready.length === 0) return null;
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="uploads-ready">
        <ReplacedText>{uploadsText.headline.uploaded(ready.length)}</ReplacedText>
      </summary>
      {isOpen && <RowList uploads={ready.slice(-MAX_ROWS)} connected={connected} />}
    </details>
  );
}

function TrayFooter({ queue, counts }: { queue: Queue; counts: Summary }): JSX.Element | null {
  const uploader = useUploader();
  const retryable = queue.uploads.some((upload) => upload.stage === 'failed' && upload.retryable);
  const notice = [unsentText(queue), duplicateCheckText(comparedCount.value)].filter(Boolean).join(' ');
  const isAnyFinished = queue.uploads.some((upload) => !isRunning(upload));
  if (counts.running === 0 && !retryable) return null;
  return (
    <footer class="uploads-footer">
      {notice && (
        <p class="uploads-notice">
          <ReplacedText>{notice}</ReplacedText>
        </p>
      )}
      {retryable && (
        <Button kind="plain" onClick={() => uploader.retryAll()}>
          {tray.retryAll}
        </Button>
      )}
      {counts.running > 1 && (
        <Button kind="plain" onClick={() => uploader.cancelAll()}>
          {tray.cancelAll}
        </Button>
      )}
      {counts.running > 0 && isAnyFinished && (
        <Button kind="plain" onClick={() => uploader.clear()}>
          {tray.clearFinished}
        </Button>
      )}
    </footer>
  );
}

import { ChevronDown, ChevronUp, X } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { session } from '../context';
import { Button, IconButton } from '../ui/Button';
import { Words } from '../ui/Words';
import { comparedOnly } from './ownHashes';
import { isRunning, summary, type Queue, type Summary, type Upload } from './queue';
import { MOST_ROWS, rowsOf } from './trayRows';
import { alreadyThere, comparedWith, files, headline, spoken, whereKept } from './trayWords';
import { Bar, UploadRow } from './UploadRow';
import { uploader, uploads } from './uploads';
import './UploadsTray.css';

/** The tray of uploads on every view: small, and out of the way. Shows no file names after the session has ended. */
export function UploadsTray(): JSX.Element | null {
  return session.standing.value === 'in' ? <Tray /> : null;
}

function Tray(): JSX.Element {
  const [open, setOpen] = useState(true);
  const queue = uploads.value;
  const now = summary(queue);
  const empty = queue.uploads.length === 0;
  return (
    <aside class="uploads" aria-label="Uploads" data-behind>
      {/* In the page before it has text, otherwise screen readers would not announce it. */}
      <p class="visually-hidden" role="status">
        <Words>{empty ? '' : spoken(queue, now)}</Words>
      </p>
      {!empty && (
        <div class="uploads-card">
          <header class="uploads-header">
            <h2 class="uploads-title">
              <Words>{headline(queue, now)}</Words>
            </h2>
            <IconButton
              icon={open ? ChevronDown : ChevronUp}
              label={open ? 'Collapse uploads' : 'Expand uploads'}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            />
            {now.running === 0 && <IconButton icon={X} label="Dismiss uploads" onClick={() => uploader.clear()} />}
          </header>
          {now.running > 0 && <Bar label="All uploads" value={now.progress} />}
          <Question asking={queue.uploads.filter(({ stage }) => stage === 'asking')} />
          {open && <Rows queue={queue} />}
          {open && <Foot queue={queue} now={now} />}
        </div>
      )}
    </aside>
  );
}

/** The question whether to add again files that exist already; the other uploads continue meanwhile. */
function Question({ asking }: { asking: readonly Upload[] }): JSX.Element | null {
  if (asking.length === 0) return null;
  const keys = asking.map(({ key }) => key);
  return (
    <div class="uploads-question" role="group" aria-label="Already there">
      <p>
        <Words>{alreadyThere(asking.length)}</Words>
      </p>
      <Button onClick={() => uploader.skip(keys)}>Skip</Button>
      <Button onClick={() => uploader.addAnyway(keys)}>Add anyway</Button>
    </div>
  );
}

/** The rows of the tray: those that need the user first; successful ones are collapsed. */
function Rows({ queue }: { queue: Queue }): JSX.Element {
  const { shown, more, ready } = rowsOf(queue);
  return (
    <div class="uploads-list" tabIndex={0} role="region" aria-label="Files">
      <RowList uploads={shown} connected={queue.connected} />
      {more > 0 && (
        <p class="uploads-more">
          <Words>{`and ${files(more)} more`}</Words>
        </p>
      )}
      <Done uploads={ready} connected={queue.connected} />
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

function Done({ uploads: ready, connected }: { uploads: readonly Upload[]; connected: boolean }): JSX.Element | null {
  const [isOpen, setOpen] = useState(false);
  if (ready.length === 0) return null;
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="uploads-done">
        <Words>{`${files(ready.length)} uploaded`}</Words>
      </summary>
      {isOpen && <RowList uploads={ready.slice(-MOST_ROWS)} connected={connected} />}
    </details>
  );
}

function Foot({ queue, now }: { queue: Queue; now: Summary }): JSX.Element | null {
  const retryable = queue.uploads.some((upload) => upload.stage === 'failed' && upload.retryable);
  const said = [whereKept(queue), comparedWith(comparedOnly.value)].filter(Boolean).join(' ');
  const isOver = queue.uploads.some((upload) => !isRunning(upload));
  if (now.running === 0 && !retryable) return null;
  return (
    <footer class="uploads-footer">
      {said && (
        <p class="uploads-where">
          <Words>{said}</Words>
        </p>
      )}
      {retryable && (
        <Button kind="plain" onClick={() => uploader.retryAll()}>
          Retry all
        </Button>
      )}
      {now.running > 1 && (
        <Button kind="plain" onClick={() => uploader.cancelAll()}>
          Cancel all
        </Button>
      )}
      {now.running > 0 && isOver && (
        <Button kind="plain" onClick={() => uploader.clear()}>
          Clear finished
        </Button>
      )}
    </footer>
  );
}

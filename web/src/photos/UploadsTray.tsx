import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, File as FileIcon, Image, RotateCw, X } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { bytes, count } from '../ui/format';
import { Button, IconButton } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { isRunning, overall, summary, type Queue, type Summary, type Upload } from './queue';
import { uploader, uploads } from './uploads';
import './UploadsTray.css';

/** What is on its way to the service, on every view: small, and out of the way. */
export function UploadsTray(): JSX.Element | null {
  const [open, setOpen] = useState(true);
  const queue = uploads.value;
  const now = summary(queue);
  const empty = queue.uploads.length === 0;
  return (
    <aside class="uploads" aria-label="Uploads" data-behind>
      {/* In the page before it says anything, or else it would not be read out. */}
      <p class="visually-hidden" role="status">
        {empty ? '' : spoken(queue, now)}
      </p>
      {!empty && (
        <div class="uploads-card">
          <header class="uploads-header">
            <h2 class="uploads-title">{headline(queue, now)}</h2>
            <IconButton
              icon={open ? ChevronDown : ChevronUp}
              label={open ? 'Fold the uploads' : 'Unfold the uploads'}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            />
            {now.running === 0 && <IconButton icon={X} label="Close the uploads" onClick={() => uploader.clear()} />}
          </header>
          {now.running > 0 && <Bar label="All uploads" value={now.progress} />}
          {open && (
            <ul class="uploads-list" tabIndex={0} aria-label="Files">
              {queue.uploads.map((upload) => (
                <UploadRow key={upload.key} upload={upload} connected={queue.connected} />
              ))}
            </ul>
          )}
          {open && now.running > 0 && now.ready + now.unsuccessful > 0 && (
            <footer class="uploads-footer">
              <Button kind="plain" onClick={() => uploader.clear()}>
                Clear finished
              </Button>
            </footer>
          )}
        </div>
      )}
    </aside>
  );
}

function UploadRow({ upload, connected }: { upload: Upload; connected: boolean }): JSX.Element {
  const { key, name, stage } = upload;
  const unsuccessful = stage === 'failed' || stage === 'rejected';
  return (
    <li class={`upload upload-${stage}`} data-stage={stage}>
      <span class="upload-icon">
        <Icon icon={unsuccessful ? CircleAlert : stage === 'ready' ? CircleCheck : iconOf(name)} />
      </span>
      <div class="upload-words">
        <p class="upload-name" title={name}>
          {name}
        </p>
        <p class="upload-state">{stateOf(upload, connected)}</p>
        {isRunning(upload) && <Bar label={`Upload of ${name}`} value={overall(upload)} />}
      </div>
      {isRunning(upload) && (
        <IconButton icon={X} size={18} label={`Cancel ${name}`} onClick={() => uploader.cancel(key)} />
      )}
      {upload.retryable && !isRunning(upload) && (
        <IconButton icon={RotateCw} size={18} label={`Try ${name} again`} onClick={() => uploader.retry(key)} />
      )}
      {!isRunning(upload) && (
        <IconButton icon={X} size={18} label={`Dismiss ${name}`} onClick={() => uploader.dismiss(key)} />
      )}
    </li>
  );
}

function Bar({ label, value }: { label: string; value: number }): JSX.Element {
  const percent = Math.round(value * 100);
  return (
    <div
      class="uploads-bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div class="uploads-bar-done" style={{ transform: `scaleX(${value})` }} />
    </div>
  );
}

function iconOf(name: string): typeof Image {
  return /\.(jpe?g|png|gif|webp|avif)$/i.test(name) ? Image : FileIcon;
}

function stateOf(upload: Upload, connected: boolean): string {
  switch (upload.stage) {
    case 'waiting':
      return connected ? 'Waiting' : 'Waiting for the connection';
    case 'hashing':
      return 'Reading';
    case 'sending':
      return `${bytes(upload.size * upload.progress)} of ${bytes(upload.size)}`;
    case 'settling':
      return 'Almost there';
    case 'ready':
      return bytes(upload.size);
    case 'cancelled':
      return 'Cancelled';
    default:
      return upload.reason ?? 'Something went wrong.';
  }
}

function files(number: number): string {
  return `${count(number)} ${number === 1 ? 'file' : 'files'}`;
}

function headline(queue: Queue, { running, ready, unsuccessful }: Summary): string {
  if (running > 0) return queue.connected ? `Uploading ${files(running)}` : 'Waiting for the connection';
  if (unsuccessful > 0) return `${files(unsuccessful)} could not be uploaded`;
  return ready > 0 ? `${files(ready)} uploaded` : 'Uploads';
}

/** For the ear: when it begins, ends or stops, and not at each step. */
function spoken(queue: Queue, { running, ready, unsuccessful }: Summary): string {
  if (running > 0)
    return queue.connected ? 'Uploading files.' : 'There is no connection. Uploads go on when it is back.';
  const failed = unsuccessful > 0 ? ` ${files(unsuccessful)} could not be uploaded.` : '';
  return `${files(ready)} uploaded.${failed}`;
}

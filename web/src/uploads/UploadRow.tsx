import { CircleAlert, CircleCheck, File as FileIcon, Image, RotateCw, X } from 'lucide';
import type { JSX } from 'preact';

import { IconButton } from '../ui/Button';
import { FileName, shownName } from '../ui/FileName';
import { Icon } from '../ui/Icon';
import { Words } from '../ui/Words';
import { isRunning, overall, type Upload } from './queue';
import { stateOf } from './trayWords';
import { uploader } from './uploads';

export function UploadRow({ upload, connected }: { upload: Upload; connected: boolean }): JSX.Element {
  const { key, stage } = upload;
  const name = shownName(upload.name);
  return (
    <li class={`upload upload-${stage}`} data-stage={stage}>
      <span class="upload-icon">
        <Icon icon={iconOf(upload)} />
      </span>
      <div class="upload-words">
        <p class="upload-name" title={name}>
          <FileName name={upload.name} />
        </p>
        <p class="upload-state">
          <Words>{stateOf(upload, connected)}</Words>
        </p>
        {isRunning(upload) && stage !== 'asking' && <Bar label={`Upload of ${name}`} value={overall(upload)} />}
      </div>
      {isRunning(upload) && <IconButton icon={X} label={`Cancel ${name}`} onClick={() => uploader.cancel(key)} />}
      {upload.retryable && !isRunning(upload) && (
        <IconButton icon={RotateCw} label={`Try ${name} again`} onClick={() => uploader.retry(key)} />
      )}
      {!isRunning(upload) && <IconButton icon={X} label={`Dismiss ${name}`} onClick={() => uploader.dismiss(key)} />}
    </li>
  );
}

export function Bar({ label, value }: { label: string; value: number }): JSX.Element {
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

function iconOf({ name, stage }: Upload): typeof Image {
  if (stage === 'failed' || stage === 'rejected') return CircleAlert;
  if (stage === 'ready') return CircleCheck;
  return /\.(jpe?g|png|gif|webp|avif)$/i.test(name) ? Image : FileIcon;
}

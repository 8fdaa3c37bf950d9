import { CircleAlert, CircleCheck, File as FileIcon, Image, RotateCw, X } from 'lucide';
import type { JSX } from 'preact';

import { uploadsText } from '#text/uploads';
import { IconButton } from '../ui/Button';
import { FileName, withoutBidiControls } from '../ui/FileName';
import { Icon } from '../ui/Icon';
import { ReplacedText } from '../ui/ReplacedText';
import { isRunning, overallProgress, type Upload } from './queue';
import { stageText } from './trayTexts';
import { useUploader } from './trayUploader';

export function UploadRow({ upload, connected }: { upload: Upload; connected: boolean }): JSX.Element {
  const uploader = useUploader();
  const { key, stage } = upload;
  const name = withoutBidiControls(upload.name);
  return (
    <li class={`upload upload-${stage}`} data-stage={stage}>
      <span class="upload-icon">
        <Icon icon={iconOf(upload)} />
      </span>
      <div class="upload-text">
        <p class="upload-name" title={name}>
          <FileName name={upload.name} />
        </p>
        <p class="upload-state">
          <ReplacedText>{stageText(upload, connected)}</ReplacedText>
        </p>
        {isRunning(upload) && stage !== 'asking' && (
          <ProgressBar label={uploadsText.file.progress(name)} value={overallProgress(upload)} />
        )}
      </div>
      {isRunning(upload) && (
        <IconButton icon={X} label={uploadsText.file.cancel(name)} onClick={() => uploader.cancel(key)} />
      )}
      {upload.retryable && !isRunning(upload) && (
        <IconButton icon={RotateCw} label={uploadsText.file.retry(name)} onClick={() => uploader.retry(key)} />
      )}
      {!isRunning(upload) && (
        <IconButton icon={X} label={uploadsText.file.dismiss(name)} onClick={() => uploader.dismiss(key)} />
      )}
    </li>
  );
}

export function ProgressBar({ label, value }: { label: string; value: number }): JSX.Element {
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
      <div class="uploads-bar-fill" style={{ transform: `scaleX(${value})` }} />
    </div>
  );
}

function iconOf({ name, stage }: Upload): typeof Image {
  if (stage === 'failed' || stage === 'rejected') return CircleAlert;
  if (stage === 'ready') return CircleCheck;
  return /\.(jpe?g|png|gif|webp|avif)$/i.test(name) ? Image : FileIcon;
}

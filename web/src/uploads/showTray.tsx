import { render } from 'preact';

import { UploadsTray } from './UploadsTray';
import type { Uploader } from './uploader';

let isShown = false;

/** Render the tray beside the page, where it stays on every view. */
export function showTray(uploader: Uploader): void {
  if (isShown) return;
  isShown = true;
  const container = document.createElement('div');
  document.body.append(container);
  render(<UploadsTray uploader={uploader} />, container);
}

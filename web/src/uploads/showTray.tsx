import { render } from 'preact';

import { UploadsTray } from './UploadsTray';

let shown = false;

/** Render the tray beside the page, where it stays on every view. */
export function showTray(): void {
  if (shown) return;
  shown = true;
  const place = document.createElement('div');
  document.body.append(place);
  render(<UploadsTray />, place);
}

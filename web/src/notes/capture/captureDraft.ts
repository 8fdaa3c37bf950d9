/** Pure functions on the contents of the capture box. */

import type { CaptureDraft } from '../store/drafts';

export function blank(): CaptureDraft {
  return { title: '', text: '', tags: [], files: [] };
}

export function isBlank({ title, text, tags, files }: CaptureDraft): boolean {
  return !title.trim() && !text.trim() && tags.length === 0 && files.length === 0;
}

/** Return whether the draft takes more than one line to show. */
export function isLong({ title, text, tags }: CaptureDraft): boolean {
  return title !== '' || tags.length > 0 || text.includes('\n');
}

/** Put a returned draft before what was typed since; nothing of either is lost. */
export function joinDrafts(back: CaptureDraft, since: CaptureDraft): CaptureDraft {
  const title = back.title || since.title;
  // A note has one title; the other one becomes part of the text.
  const words = [back.text, title === since.title ? '' : since.title, since.text];
  return {
    title,
    text: words.filter((part) => part.trim()).join('\n\n'),
    tags: [...new Set([...back.tags, ...since.tags])],
    files: [...back.files, ...since.files],
  };
}

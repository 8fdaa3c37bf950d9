/** Files that are dropped or pasted. */

export function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** The files of a drop, which the browser would otherwise open in place of the page. */
export function droppedFiles(event: DragEvent): File[] {
  if (!hasFiles(event)) return [];
  event.preventDefault();
  event.stopPropagation();
  return [...(event.dataTransfer?.files ?? [])];
}

/** The files of a paste; none where there are words as well, of which programs like to send a picture along. */
export function pastedFiles(event: ClipboardEvent): File[] {
  const { clipboardData } = event;
  if (!clipboardData || clipboardData.types.includes('text/plain')) return [];
  const files = [...clipboardData.files];
  if (files.length > 0) event.preventDefault();
  return files;
}

/** Files that are pasted. */

/** The files of a paste; none where there are words as well, of which programs like to send a picture along. */
export function pastedFiles(event: ClipboardEvent): File[] {
  const { clipboardData } = event;
  if (!clipboardData || clipboardData.types.includes('text/plain')) return [];
  const files = [...clipboardData.files];
  if (files.length > 0) event.preventDefault();
  return files;
}

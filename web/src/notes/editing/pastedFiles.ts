/** Files that are pasted. */

/** Return the files of a paste; none if it contains text, because programs often add a picture of the text. */
export function pastedFiles(event: ClipboardEvent): File[] {
  const { clipboardData } = event;
  if (!clipboardData || clipboardData.types.includes('text/plain')) return [];
  const files = [...clipboardData.files];
  if (files.length > 0) event.preventDefault();
  return files;
}

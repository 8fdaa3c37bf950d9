/** Return the dropped files, including those in folders. */

export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  // Both lists are empty as soon as the event is over, so read them before the first await.
  const plain = [...data.files];
  const entries = [...data.items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []));
  if (!entries.some((entry) => entry.isDirectory)) return plain;
  const found = await Promise.all(entries.map(filesInEntry));
  return found.flat();
}

async function filesInEntry(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) {
    const file = await new Promise<File | undefined>((resolve) => entry.file(resolve, () => resolve(undefined)));
    // Names with a leading dot are files of the operating system.
    return file && !file.name.startsWith('.') ? [file] : [];
  }
  if (!isDirectory(entry)) return [];
  const found: File[] = [];
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return found;
    for (const one of some) found.push(...(await filesInEntry(one)));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** The shapes of what the database holds. Everything belongs to one person, the owner, named by their id. */

export interface KeptFile {
  owner: string;
  /** Of what the files were chosen for: an upload, or a note that is not saved yet. */
  key: string;
  /** The place among the files of one key, from 0. */
  at: number;
  bytes: Blob;
  /** Apart from the bytes, because not every browser keeps a file's name with them. */
  name: string;
  type: string;
  lastModified: number;
  /** Whatever else was given with the file. */
  details: object;
}

export interface KeptUpload {
  owner: string;
  key: string;
  /** The tab that works on it; see ui/tab.ts. */
  tab: string;
  /** When it was chosen, in epoch milliseconds. */
  chosenAt: number;
  noteId?: string | undefined;
  /** The Idempotency-Key of `POST /files`. */
  idempotencyKey: string;
  /** Of the bytes declared under that key. */
  sha256?: string | undefined;
  /** The file that the service made for it. */
  fileId?: string | undefined;
  /** The person wants it although the same bytes are there already. */
  isWantedTwice?: boolean | undefined;
}

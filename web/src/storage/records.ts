/** The records of the database. Each belongs to a user, the owner, identified by id. */

export interface KeptFile {
  owner: string;
  /** The key of what the files were selected for: an upload, or a note that is not saved yet. */
  key: string;
  /** The position among the files of one key, from 0. */
  at: number;
  bytes: Blob;
  /** The name, apart from the bytes because not every browser keeps a file's name with them. */
  name: string;
  type: string;
  lastModified: number;
  /** Other data that was stored with the file. */
  details: object;
}

export interface KeptUpload {
  owner: string;
  key: string;
  /** The tab that works on it; see ui/tabId.ts. */
  tab: string;
  /** The time it was selected, in epoch milliseconds. */
  chosenAt: number;
  noteId?: string | undefined;
  /** The Idempotency-Key of `POST /files`. */
  idempotencyKey: string;
  /** The SHA-256 of the bytes declared under that key. */
  sha256?: string | undefined;
  /** The id of the file that the service created for it. */
  fileId?: string | undefined;
  /** True if the user wants it although the same bytes are stored already. */
  isWantedTwice?: boolean | undefined;
}

/** What the API speaks; the service's own words for it are in chalicelib/notes.py and chalicelib/files.py. */

export type State = 'active' | 'archived' | 'trashed';
export type Kind = 'image' | 'other';
export type Status = 'pending' | 'ready' | 'rejected';

export interface Page<Item> {
  items: Item[];
  /** Where the next page begins; null on the last one. */
  cursor: string | null;
}

export interface NewNote {
  title: string;
  text: string;
  tags: string[];
  pinned: boolean;
}

/** A JSON merge patch: what is left out stays as it is. */
export interface NoteChanges extends Partial<NewNote> {
  state?: 'active' | 'archived';
}

interface NoteFacts {
  id: string;
  title: string;
  tags: string[];
  pinned: boolean;
  state: State;
  file_ids: string[];
  created_at: string;
  updated_at: string;
  version: number;
}

export interface Note extends NoteFacts {
  text: string;
}

/** A note in a list: its first 200 characters stand for its text. */
export interface NoteSummary extends NoteFacts {
  excerpt: string;
}

export interface NewFile {
  name: string;
  content_type: string;
  size: number;
  /** Lowercase hex. */
  sha256: string;
  note_id?: string;
}

/** A JSON merge patch: null empties the caption, or takes the file off its note. */
export interface FileChanges {
  name?: string;
  caption?: string | null;
  note_id?: string | null;
}

export interface StoredFile {
  id: string;
  name: string;
  content_type: string;
  kind: Kind;
  size: number;
  sha256: string;
  status: Status;
  /** Why it was rejected, in words for its owner. */
  reason: string | null;
  state: State;
  note_id: string | null;
  caption: string;
  width: number | null;
  height: number | null;
  taken_at: string | null;
  camera: string | null;
  /** A tiny picture as a data: URL. */
  placeholder: string | null;
  created_at: string;
  updated_at: string;
  version: number;
}

export interface Preview {
  width: number;
  height: number;
  url: string;
}

/** Good for 15 minutes; previews are smallest first. */
export interface Urls {
  original: string;
  previews: Preview[];
}

/** `urls` is null until the file is ready. */
export interface FileWithUrls extends StoredFile {
  urls: Urls | null;
}

/** The request that brings a file's bytes; to be sent exactly as it says. */
export interface Upload {
  method: string;
  url: string;
  headers: Record<string, string>;
  expires_at: string;
}

export interface Declared {
  file: StoredFile;
  upload: Upload;
}

export interface Account {
  id: string;
  email: string;
  usage: { notes: number; files: number; bytes: number };
  limits: { bytes: number; image_bytes: number; file_bytes: number };
}

/** One thing that changed; what is gone for good has left no more than its id. */
export type Change =
  | { type: 'note'; id: string; note: NoteSummary }
  | { type: 'file'; id: string; file: StoredFile }
  | { type: 'gone'; id: string; entity: 'note' | 'file'; deleted_at: string };

/** Oldest first. */
export interface Changes {
  items: Change[];
  /** What is asked for next. */
  cursor: string;
  /** Whether to ask again: at once, or in a few seconds where no items came. */
  more: boolean;
  /** From when on there are changes, where it was asked without a cursor. */
  started_at: string | null;
}

export interface ChangesQuery {
  cursor?: string;
  limit?: number;
}

/** Good for one connection, for half a minute. */
export interface LiveTicket {
  ticket: string;
  /** Where to connect to. */
  url: string;
  expires_at: string;
}

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  request_id: string;
  errors?: { field: string; detail: string }[];
}

export interface NotesQuery {
  state?: State;
  tag?: string;
  limit?: number;
  cursor?: string;
}

export interface FilesQuery {
  state?: State;
  kind?: Kind;
  note_id?: string;
  limit?: number;
  cursor?: string;
  /** Whether each file is to come with its `urls`. */
  urls?: boolean;
}

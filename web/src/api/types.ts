/** The page's names for the types of the API, which are described in the schema that `make openapi` writes. */
import type { components } from './schema';

type Schema = components['schemas'];

export type Account = Schema['Account'];
export type Problem = Schema['Problem'];

export type NewNote = Schema['NewNote'];
export type Note = Schema['Note'];
export type NoteChanges = Schema['NoteChanges'];
export type NotePage = Schema['Page_NoteSummary_'];
export type NoteSummary = Schema['NoteSummary'];
export type State = Note['state'];

/** A file of the service; `File` is the browser's. */
export type StoredFile = Schema['File'];
export type FileChanges = Schema['FileChanges'];
export type FilePage = Schema['Page_File_'] | Schema['Page_FileWithUrls_'];
export type FileWithUrls = Schema['FileWithUrls'];
export type Preview = Schema['PreviewUrl'];
export type Urls = Schema['Urls'];

export type DeclaredFile = Schema['DeclaredFile'];
export type NewFile = Schema['NewFile'];
export type Upload = Schema['Upload'];

export type Change = Changes['items'][number];
export type Changes = Schema['Changes'];
export type LiveTicket = Schema['Ticket'];

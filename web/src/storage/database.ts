/** The page's database in this browser (IndexedDB): its stores, and its migrations. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import type { KeptFile, KeptUpload } from './records';

export interface Stores extends DBSchema {
  /** Files selected by a user, written once; several under one key, in order. */
  files: { key: [owner: string, key: string, at: number]; value: KeptFile };
  /** The progress of each upload, without its bytes, so that writing it stays cheap. */
  uploads: { key: [owner: string, key: string]; value: KeptUpload };
}

export type Database = IDBPDatabase<Stores>;

const DATABASE_NAME = 'skynotes';
/** The milliseconds after which a database that has not opened counts as none. */
const OPEN_TIMEOUT_MS = 5000;

/** Migrations, each to the next version. Add new stores in a new step, and never change an old one. */
const MIGRATIONS: readonly ((database: Database) => void)[] = [
  (database) => {
    database.createObjectStore('files', { keyPath: ['owner', 'key', 'at'] });
    database.createObjectStore('uploads', { keyPath: ['owner', 'key'] });
  },
];

let opening: Promise<Database> | undefined;

/** Open the database, once for the page. Rejects if the browser has none, or no room for it; the next call retries. */
export function database(): Promise<Database> {
  opening ??= open().catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function open(): Promise<Database> {
  const forget = (): void => {
    opening = undefined;
  };
  const opened = openDB<Stores>(DATABASE_NAME, MIGRATIONS.length, {
    upgrade: (database, from) => {
      for (const step of MIGRATIONS.slice(from)) step(database);
    },
    // A newer version of the page in another tab waits for this.
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close();
      forget();
    },
    terminated: forget,
  });
  return Promise.race([opened, openTimeout()]);
}

function openTimeout(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The database does not open.')), OPEN_TIMEOUT_MS);
  });
}

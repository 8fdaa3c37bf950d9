/** The renewal of photos' URLs, with as few requests as possible. */
import type { Api } from '../api/client';
import type { Catalogue } from '../files/fileCatalogue';
import { PAGE_SIZE, pageQuery } from './firstPage';

/** The number of photos up to which reading them one by one is faster. */
const MAX_SINGLE_READS = 2;
/** The shortest time between two requests of the same page for URLs, in milliseconds. */
const MIN_INTERVAL_MS = 5000;

/** A page of the library, as it was requested. */
export interface PageRequest {
  cursor: string | undefined;
  limit: number;
  requestedAt: number;
}

export class Renewal {
  readonly #api: () => Api;
  readonly #catalogue: Catalogue;
  readonly #indexOf: (id: string) => number;
  readonly #now: () => number;
  readonly #pages: PageRequest[] = [];
  readonly #pageOf = new Map<string, number>();

  /** Create a renewal; `indexOf` returns the index of a photo among all of them, or -1. */
  constructor(api: () => Api, catalogue: Catalogue, indexOf: (id: string) => number, now: () => number) {
    this.#api = api;
    this.#catalogue = catalogue;
    this.#indexOf = indexOf;
    this.#now = now;
  }

  /** The number of pages. */
  get pages(): number {
    return this.#pages.length;
  }

  /** Record the photos that came with a page. */
  addPage(page: PageRequest, photos: readonly { id: string }[]): void {
    this.#pages.push(page);
    for (const { id } of photos) this.#pageOf.set(id, this.#pages.length - 1);
  }

  /** Renew stale URLs of these photos in the catalogue: a page at a time, or one by one where that is less. */
  async renew(ids: readonly string[]): Promise<void> {
    const stale = ids.filter((id) => !this.#catalogue.urls(id));
    const pages = new Map<number, string[]>();
    const single: string[] = [];
    for (const id of stale) {
      const page = this.#pageOf.get(id);
      if (page === undefined) single.push(id);
      else pages.set(page, [...(pages.get(page) ?? []), id]);
    }
    for (const wanted of pages.values()) if (wanted.length <= MAX_SINGLE_READS) single.push(...wanted.splice(0));
    await this.#renewTop(single);
    await Promise.all([
      ...single.filter((id) => !this.#catalogue.urls(id)).map((id) => this.#catalogue.read(id)),
      ...[...pages].filter(([, wanted]) => wanted.length).map(([page, wanted]) => this.#renewPage(page, wanted)),
    ]);
  }

  /** Renew photos that came after the first page was loaded: they are at the top, so one request gets all of them. */
  async #renewTop(ids: readonly string[]): Promise<void> {
    const fresh = ids.filter((id) => !this.#pageOf.has(id));
    const places = fresh.map((id) => this.#indexOf(id)).filter((place) => place >= 0 && place < PAGE_SIZE);
    if (places.length <= MAX_SINGLE_READS) return;
    await this.#fetchPage(Math.max(...places) + 1);
  }

  async #renewPage(index: number, wanted: string[]): Promise<void> {
    const page = this.#pages[index];
    if (!page || this.#now() - page.requestedAt < MIN_INTERVAL_MS) return;
    page.requestedAt = this.#now();
    await this.#fetchPage(page.limit, page.cursor);
    // Newer photos have pushed these to the next page.
    await Promise.all(wanted.filter((id) => !this.#catalogue.urls(id)).map((id) => this.#catalogue.read(id)));
  }

  async #fetchPage(limit: number, cursor?: string): Promise<void> {
    const { items } = await this.#api().get('/files', { query: pageQuery(limit, cursor) });
    for (const file of items) this.#catalogue.put(file);
  }
}

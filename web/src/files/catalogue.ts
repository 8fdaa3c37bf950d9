import { api } from '../context';
import { follow } from '../live/subscribers';
import { Catalogue } from './fileCatalogue';

/** What this page knows of the reader's files. When somebody else signs in, the page is loaded anew. */
export const catalogue = new Catalogue(() => api);

// The lists of files look again by themselves; they are what says which files there are.
follow({ apply: (changes) => catalogue.apply(changes), reload: () => Promise.resolve() });

import { api } from '../context';
import { subscribeToChanges } from '../live/subscribers';
import { Catalogue } from './fileCatalogue';

/** The files that this page knows. The page is reloaded when another user signs in. */
export const catalogue = new Catalogue(() => api);

// Nothing to reload here: the lists of files reload themselves, and determine which files there are.
subscribeToChanges({ apply: (changes) => catalogue.apply(changes), reload: () => Promise.resolve() });

import { api } from '../context';
import { catalogue } from '../files/catalogue';
import { follow } from '../live/subscribers';
import { firstCount } from './first';
import { Library } from './library';

/** The user's photos. */
export const library = new Library(() => api, catalogue, firstCount(window));

// Changes arrive through the catalogue.
follow({ apply: () => undefined, reload: () => library.reload() });

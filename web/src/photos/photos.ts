import { api } from '../context';
import { catalogue } from '../files/known';
import { firstCount } from './first';
import { Library } from './library';

/** The reader's photos. */
export const library = new Library(() => api, catalogue, firstCount(window));

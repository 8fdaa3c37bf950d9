import { api } from '../context';
import { catalogue } from '../files/catalogue';
import { follow } from '../live/subscribers';
import { firstCount } from './first';
import { PhotoList } from './photoList';

/** The user's photos. */
export const photoList = new PhotoList(() => api, catalogue, firstCount(window));

// Changes arrive through the catalogue.
follow({ apply: () => undefined, reload: () => photoList.reload() });

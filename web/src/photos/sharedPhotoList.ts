import { api } from '../context';
import { catalogue } from '../files/sharedCatalogue';
import { subscribeToChanges } from '../live/subscribers';
import { firstPageSize } from './firstPage';
import { PhotoList } from './photoList';

/** The user's photos. */
export const photoList = new PhotoList(() => api, catalogue, firstPageSize(window));

// Changes arrive through the catalogue.
subscribeToChanges({ apply: () => undefined, reload: () => photoList.reload() });

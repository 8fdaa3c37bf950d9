import { api } from '../context';
import { Catalogue } from './catalogue';

/** What this page knows of the reader's files. When somebody else signs in, the page is loaded anew. */
export const catalogue = new Catalogue(() => api);

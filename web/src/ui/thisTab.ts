/** The id of the tab that this page is in. */
import { stayAlive, tabId } from './tab';

export const thisTab = tabId(sessionStorage);
stayAlive(thisTab, navigator.locks);

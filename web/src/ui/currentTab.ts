/** The id of the tab that this page is in. */
import { holdTabLock, tabId } from './tabId';

export const currentTabId = tabId(sessionStorage);
holdTabLock(currentTabId, navigator.locks);

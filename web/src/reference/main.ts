import { referenceText } from '#text/reference';
import { loadConfig } from '../config';
import { addCopyButtons } from './copyButtons';
import './reference.css';
import { SignedInUser } from './signedInUser';

/* The page on the API: its first half is in the HTML; the second, which is large, is loaded here. */

async function start(operations: HTMLElement, userElement: HTMLElement): Promise<void> {
  operations.textContent = referenceText.operations.loading;
  try {
    const config = await loadConfig();
    const user = new SignedInUser(config, userElement);
    void user.update();
    // The user may have signed in in another tab.
    document.addEventListener('visibilitychange', () => void user.update());
    const { showOperations } = await import('./operations');
    showOperations(operations, config.apiUrl, () => user.token());
  } catch {
    operations.textContent = referenceText.operations.failed;
  }
}

addCopyButtons(document);
const operations = document.getElementById('operations');
const userElement = document.getElementById('visitor');
if (operations && userElement) void start(operations, userElement);

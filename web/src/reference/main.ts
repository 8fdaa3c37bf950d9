import { loadConfig } from '../config';
import { addCopyButtons } from './copying';
import { FAILED, WAITING } from './parts';
import './reference.css';
import { Visitor } from './visitor';

/* The page on the API: its first half is in the HTML; the second, which is large, is loaded here. */

async function start(operations: HTMLElement, visiting: HTMLElement): Promise<void> {
  operations.textContent = WAITING;
  try {
    const config = await loadConfig();
    const visitor = new Visitor(config, visiting);
    void visitor.look();
    // The user may have signed in in another tab.
    document.addEventListener('visibilitychange', () => void visitor.look());
    const { showOperations } = await import('./operations');
    showOperations(operations, config.apiUrl, () => visitor.token());
  } catch {
    operations.textContent = FAILED;
  }
}

addCopyButtons(document);
const operations = document.getElementById('operations');
const visiting = document.getElementById('visitor');
if (operations && visiting) void start(operations, visiting);

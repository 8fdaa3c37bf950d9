import { referenceText } from '#text/reference';

const text = referenceText.code;

/** The time for which a button shows its result, in milliseconds. */
const RESULT_DURATION_MS = 2000;

/** Add a copy button to each block of code. */
export function addCopyButtons(root: ParentNode): void {
  for (const block of root.querySelectorAll('.code')) block.append(copyButton(block.textContent));
}

function copyButton(code: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text.copy;
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(code).then(
      () => showResult(button, text.copied),
      () => showResult(button, text.failed),
    );
  });
  return button;
}

function showResult(button: HTMLButtonElement, result: string): void {
  button.textContent = result;
  setTimeout(() => (button.textContent = text.copy), RESULT_DURATION_MS);
}

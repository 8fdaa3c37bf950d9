/** The time for which a button shows its result, in milliseconds. */
const WHILE = 2000;

/** Add a copy button to each block of code. */
export function addCopyButtons(root: ParentNode): void {
  for (const block of root.querySelectorAll('.code')) block.append(copyButton(block.textContent));
}

function copyButton(code: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(code).then(
      () => say(button, 'Copied'),
      () => say(button, 'Not copied'),
    );
  });
  return button;
}

function say(button: HTMLButtonElement, words: string): void {
  button.textContent = words;
  setTimeout(() => (button.textContent = 'Copy'), WHILE);
}

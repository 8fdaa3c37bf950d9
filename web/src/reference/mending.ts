/** Fix what Swagger UI lacks for keyboard and screen reader users, whenever it renders something new. */
export function mended(place: HTMLElement): void {
  new MutationObserver(() => mend(place)).observe(place, { childList: true, subtree: true });
}

function mend(place: HTMLElement): void {
  // Long code blocks scroll, so they have to take focus.
  for (const code of place.querySelectorAll<HTMLElement>('pre:not([tabindex])')) code.tabIndex = 0;
  // A table is a table, not an unnamed region of the page.
  for (const table of place.querySelectorAll('table[role=region]')) table.removeAttribute('role');
  label(place, '.body-param__text', () => 'Request body');
  label(place, '[data-param-name] :is(input, select, textarea)', parameterOf);
  // A button that folds an unnamed schema.
  label(place, '.json-schema-2020-12-accordion', (button) => button.textContent.trim() || 'Schema');
}

function label(place: HTMLElement, selector: string, words: (element: Element) => string): void {
  for (const element of place.querySelectorAll(selector)) element.ariaLabel ??= words(element);
}

function parameterOf(field: Element): string {
  return field.closest<HTMLElement>('[data-param-name]')?.dataset.paramName ?? '';
}

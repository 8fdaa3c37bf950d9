/** What Swagger UI forgets of those who use no mouse, or do not see: put right wherever it shows something new. */
export function mended(place: HTMLElement): void {
  new MutationObserver(() => mend(place)).observe(place, { childList: true, subtree: true });
}

function mend(place: HTMLElement): void {
  // Long ones scroll.
  for (const code of place.querySelectorAll<HTMLElement>('pre:not([tabindex])')) code.tabIndex = 0;
  // A table is one, and not a place of the page without a name.
  for (const table of place.querySelectorAll('table[role=region]')) table.removeAttribute('role');
  label(place, '.body-param__text', () => 'Request body');
  label(place, '[data-param-name] :is(input, select, textarea)', parameterOf);
  // One that folds a schema without a name.
  label(place, '.json-schema-2020-12-accordion', (button) => button.textContent.trim() || 'Schema');
}

function label(place: HTMLElement, selector: string, words: (element: Element) => string): void {
  for (const element of place.querySelectorAll(selector)) element.ariaLabel ??= words(element);
}

function parameterOf(field: Element): string {
  return field.closest<HTMLElement>('[data-param-name]')?.dataset.paramName ?? '';
}

import { referenceText } from '#text/reference';

const text = referenceText.operations;

/** Fix what Swagger UI lacks for keyboard and screen reader users, whenever it renders something new. */
export function keepAccessible(place: HTMLElement): void {
  new MutationObserver(() => fixAccessibility(place)).observe(place, { childList: true, subtree: true });
}

function fixAccessibility(place: HTMLElement): void {
  // Long code blocks scroll, so they have to take focus.
  for (const code of place.querySelectorAll<HTMLElement>('pre:not([tabindex])')) code.tabIndex = 0;
  // A table is a table, not an unnamed region of the page.
  for (const table of place.querySelectorAll('table[role=region]')) table.removeAttribute('role');
  labelAll(place, '.body-param__text', () => text.requestBody);
  labelAll(place, '[data-param-name] :is(input, select, textarea)', parameterName);
  // A button that collapses an unnamed schema.
  labelAll(place, '.json-schema-2020-12-accordion', (button) => button.textContent.trim() || text.schema);
}

function labelAll(place: HTMLElement, selector: string, textOf: (element: Element) => string): void {
  for (const element of place.querySelectorAll(selector)) element.ariaLabel ??= textOf(element);
}

function parameterName(field: Element): string {
  return field.closest<HTMLElement>('[data-param-name]')?.dataset.paramName ?? '';
}

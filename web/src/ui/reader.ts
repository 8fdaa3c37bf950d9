/** Whether the reader has done anything since the page was loaded; before that, focus is left where a reader begins. */
export const reader = { hasActed: false };

for (const event of ['keydown', 'pointerdown']) {
  addEventListener(event, () => (reader.hasActed = true), { once: true, capture: true });
}

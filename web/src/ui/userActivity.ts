/** The user's activity since the page was loaded; before any, focus stays at the start of the page. */
export const userActivity = { hasActed: false };

for (const event of ['keydown', 'pointerdown']) {
  addEventListener(event, () => (userActivity.hasActed = true), { once: true, capture: true });
}

/** Return whether a key press belongs to IME composition; some browsers signal it only by the key code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign of it in Safari, and in older Chrome
  return event.isComposing || event.keyCode === 229;
}

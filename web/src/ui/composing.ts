/** Tell whether a key belongs to an input method; some browsers say so only by the code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign of it in Safari, and in older Chrome
  return event.isComposing || event.keyCode === 229;
}

import type { JSX } from 'preact';

/** Characters that set the direction of the text after them and have no look of their own (UAX #9). */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A file's name as text, without what could show its end elsewhere: a `gpj.exe` is not to look like an `exe.jpg`. */
export function shownName(name: string): string {
  return name.replace(BIDI_CONTROLS, '');
}

/** A file's name among other words, which neither turn it around nor are turned around by it. */
export function FileName({ name }: { name: string }): JSX.Element {
  return <bdi>{shownName(name)}</bdi>;
}

import type { JSX } from 'preact';

/** Invisible characters that set the direction of the text after them (UAX #9). */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Return a name without characters that could display its end elsewhere: `gpj.exe` must not look like `exe.jpg`. */
export function withoutBidiControls(name: string): string {
  return name.replace(BIDI_CONTROLS, '');
}

/** A file name within other text, isolated so that neither changes the direction of the other. */
export function FileName({ name }: { name: string }): JSX.Element {
  return <bdi>{withoutBidiControls(name)}</bdi>;
}

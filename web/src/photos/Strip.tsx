import type { JSX } from 'preact';

import type { StoredFile, Urls } from '../api/types';
import type { Hand } from './gestures';
import type { Original } from './original';
import { Beside, Slide } from './Slide';
import type { Size, Zoom } from './zoom';

interface StripProps {
  file: StoredFile;
  urls: Urls | undefined;
  before: string | undefined;
  after: string | undefined;
  stage: Size;
  zoom: Zoom;
  hand: Hand;
  original: Original | undefined;
  playing: boolean;
}

const BETWEEN = 24;

/** The photo and its neighbours side by side, where the hand has pushed them. */
export function Strip({ before, after, hand, ...photo }: StripProps): JSX.Element {
  const { file, stage } = photo;
  const side = stage.width + BETWEEN;
  return (
    <div
      class={hand.resting ? 'stage-strip stage-resting' : 'stage-strip'}
      style={{ transform: `translate(${hand.x}px, ${hand.y}px)` }}
    >
      {before !== undefined && <Beside key={before} id={before} left={-side} stage={stage} />}
      <Slide key={file.id} left={0} {...photo} />
      {after !== undefined && <Beside key={after} id={after} left={side} stage={stage} />}
    </div>
  );
}

import type { JSX } from 'preact';

import type { StoredFile, Urls } from '../api/types';
import type { DragOffset } from './gestures';
import type { Original } from './original';
import { NeighbourSlide, Slide } from './Slide';
import type { Size, Zoom } from './zoom';

interface SlideStripProps {
  file: StoredFile;
  urls: Urls | undefined;
  before: string | undefined;
  after: string | undefined;
  stage: Size;
  zoom: Zoom;
  drag: DragOffset;
  original: Original | undefined;
  playing: boolean;
}

const GAP_PX = 24;

/** The photo and its neighbours side by side, moved by the drag. */
export function SlideStrip({ before, after, drag, ...photo }: SlideStripProps): JSX.Element {
  const { file, stage } = photo;
  const side = stage.width + GAP_PX;
  return (
    <div
      class={drag.isReleased ? 'stage-strip stage-released' : 'stage-strip'}
      style={{ transform: `translate(${drag.x}px, ${drag.y}px)` }}
    >
      {before !== undefined && <NeighbourSlide key={before} id={before} left={-side} stage={stage} />}
      <Slide key={file.id} left={0} {...photo} />
      {after !== undefined && <NeighbourSlide key={after} id={after} left={side} stage={stage} />}
    </div>
  );
}

import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { catalogue } from '../files/sharedCatalogue';
import { matchesPreview, placementOf, type Original } from './original';
import type { Size } from './zoom';

interface OriginalOverlayProps {
  id: string;
  orientation: NonNullable<Original['orientation']>;
  upright: Size;
  box: Size;
  /** Handle that the original covers the preview, or no longer does. */
  onCover: (covered: boolean) => void;
}

const MAX_FAILURES = 3;

/** The original, turned upright; shown once it turns out to have the proportions of its previews. */
export function OriginalOverlay({ id, orientation, upright, box, onCover }: OriginalOverlayProps): JSX.Element | null {
  const [shown, setShown] = useState(false);
  const { url, onError } = useOriginalUrl(id);
  useEffect(() => () => onCover(false), []); // eslint-disable-line react-hooks/exhaustive-deps -- runs on removal
  if (url === undefined) return null;
  return (
    <img
      key={url}
      class={shown ? 'stage-original stage-shown' : 'stage-original'}
      src={url}
      alt=""
      style={placementOf(orientation, box)}
      draggable={false}
      onError={onError}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
        const isSame = matchesPreview({ width: naturalWidth, height: naturalHeight }, orientation, upright);
        setShown(isSame);
        onCover(isSame);
      }}
    />
  );
}

/** Return a URL of the original that is kept while it is shown: a new one would load the same bytes again. */
function useOriginalUrl(id: string): { url: string | undefined; onError: () => void } {
  const [url, setUrl] = useState<string>();
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    let isWanted = true;
    // Without the original there is still the preview, which needs no message.
    void catalogue.originalUrl(id).then(
      (fresh) => isWanted && setUrl(fresh),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [id, failures]);

  const onError = (): void => {
    setUrl(undefined);
    catalogue.invalidateUrls(id);
    if (failures < MAX_FAILURES) setFailures(failures + 1);
  };
  return { url, onError };
}

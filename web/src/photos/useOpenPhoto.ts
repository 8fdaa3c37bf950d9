import { useEffect, useRef, useState } from 'preact/hooks';

import { navigate, route } from '../router';

interface OpenPhotoState {
  /** The photo that is open. */
  id: string | undefined;
  /** The photo from which the user came back to the grid. */
  returnTo: string | null;
  close: () => void;
}

/** Return the photo that the address names, and the way back to where the user came from. */
export function useOpenPhoto(): OpenPhotoState {
  const { name, params } = route.value;
  const id = name === 'photo' ? params.id : undefined;
  // Opened from the grid, the viewer is one step forward in the browser's history; opened by its address, it is not.
  const fromGrid = useRef(id === undefined);
  const last = useRef<string | null>(null);
  const [returnTo, setReturnTo] = useState<string | null>(null);
  useEffect(() => {
    if (id === undefined) {
      fromGrid.current = true;
      setReturnTo(last.current);
    } else {
      setReturnTo(null);
    }
    last.current = id ?? null;
  }, [id]);
  const close = (): void => {
    if (fromGrid.current) history.back();
    else navigate('/photos', { replace: true });
  };
  return { id, returnTo, close };
}

import { Camera, ImagePlus, Images } from 'lucide';
import type { JSX, TargetedEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { catalogue } from '../files/catalogue';
import { PICTURE_TYPES } from '../files/limits';
import { navigate, route } from '../router';
import { Button, IconButton } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { isOnline } from '../ui/connection';
import { ErrorNote } from '../ui/ErrorNote';
import { Loading, Skeleton } from '../ui/Skeleton';
import { View } from '../ui/View';
import { ChosenBar } from './ChosenBar';
import { DateDialog } from './DateDialog';
import { DropPlace } from './DropPlace';
import { Grid } from './Grid';
import { LazyViewer, useViewerSoon } from './LazyViewer';
import { library } from './photos';
import { extended, nothing, remaining, toggled } from './selection';
import { enqueue } from '../uploads/uploads';
import { usePending } from './usePending';
import './photos.css';

/** The photo library, and over it the photo that is open. */
export default function PhotosView(): JSX.Element {
  const { entries, complete, loading, error } = library.shown.value;
  const [selection, setSelection] = useState(nothing);
  /** Photos whose dates are being corrected: some of them may leave the selection because of it. */
  const [dating, setDating] = useState<StoredFile[]>();
  const looking = useLooking();
  const isEmpty = complete && entries.length === 0;

  useEffect(() => {
    // Known photos are shown meanwhile, so that a failure needs no message.
    library.refresh().catch(() => undefined);
  }, []);
  useEffect(() => {
    const gone = [...selection.ids].filter((id) => library.indexOf(id) < 0);
    if (gone.length) setSelection(remaining(selection, new Set(gone)));
  }, [entries, selection]);
  const online = isOnline.value;
  useEffect(() => {
    if (online) void library.more(true);
  }, [online]);
  usePending();
  useViewerSoon();

  const onToggle = (id: string, reach: boolean): void => {
    setSelection((before) => {
      if (!reach) return toggled(before, id);
      return extended(
        before,
        entries.map(({ file }) => file.id),
        id,
      );
    });
  };

  return (
    <View title="Photos" width="full" actions={<Add />}>
      <div class="photos">
        {selection.ids.size > 0 && (
          <ChosenBar
            ids={[...selection.ids]}
            onClear={() => setSelection(nothing)}
            onDate={() => setDating([...selection.ids].flatMap((id) => catalogue.get(id) ?? []))}
          />
        )}
        {isEmpty ? (
          <Empty icon={Images} title="No photos yet">
            Drop some here, paste one, or choose Add photos. They are kept by the month in which they were taken.
          </Empty>
        ) : (
          <Grid selection={selection} onToggle={onToggle} returnTo={looking.returnTo} />
        )}
        {error !== undefined && <ErrorNote error={error} retry={() => void library.more()} />}
        {loading && <MorePhotos first={entries.length === 0} />}
      </div>
      <DropPlace />
      {dating && (
        <DateDialog
          files={dating}
          onClose={() => setDating(undefined)}
          onDone={() => {
            setDating(undefined);
            setSelection(nothing);
          }}
        />
      )}
      {looking.id !== undefined && (
        <LazyViewer
          id={looking.id}
          neighbour={(id, step) => {
            const at = library.indexOf(id);
            return at < 0 ? undefined : library.shown.value.entries[at + step]?.file.id;
          }}
          onMove={(id) => navigate(`/photos/${id}`, { replace: true })}
          onClose={looking.close}
        />
      )}
    </View>
  );
}

/** Return the photo that the address names, and the way back to where the user came from. */
function useLooking(): { id: string | undefined; returnTo: string | null; close: () => void } {
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

/** Buttons to add photos with the file picker, or with the camera of a phone. */
function Add(): JSX.Element {
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const onChange = (event: TargetedEvent<HTMLInputElement>): void => {
    void enqueue([...(event.currentTarget.files ?? [])]);
    // Selecting the same files again has to be a change again.
    event.currentTarget.value = '';
  };
  return (
    <>
      {/* The types one by one: for "image/*", iOS would deliver HEIC, which gets no previews. */}
      <input ref={picker} type="file" multiple hidden accept={PICTURE_TYPES.join()} onChange={onChange} />
      <input ref={camera} type="file" hidden accept="image/*" capture="environment" onChange={onChange} />
      <span class="photos-camera">
        <IconButton icon={Camera} size={24} label="Take a photo" onClick={() => camera.current?.click()} />
      </span>
      <Button kind="primary" icon={ImagePlus} onClick={() => picker.current?.click()}>
        Add photos
      </Button>
    </>
  );
}

function MorePhotos({ first }: { first: boolean }): JSX.Element {
  return (
    <Loading label={first ? 'Loading your photos' : 'Loading more photos'}>
      <div class="photos-more">
        {Array.from({ length: first ? 12 : 6 }, (_, index) => (
          <Skeleton key={index} width={`${(index % 3) * 3 + 9}rem`} height="11rem" />
        ))}
      </div>
    </Loading>
  );
}

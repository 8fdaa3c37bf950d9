import { Images } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { StoredFile } from '../api/types';
import { catalogue } from '../files/catalogue';
import { navigate } from '../router';
import { Empty } from '../ui/Empty';
import { isOnline } from '../ui/connection';
import { ErrorNote } from '../ui/ErrorNote';
import { Loading, Skeleton } from '../ui/Skeleton';
import { View } from '../ui/View';
import { AddPhotos } from './AddPhotos';
import { ChosenBar } from './ChosenBar';
import { DateDialog } from './DateDialog';
import { DropPlace } from './DropPlace';
import { Grid } from './Grid';
import { LazyViewer, useViewerSoon } from './LazyViewer';
import { photoList } from './photos';
import { useLooking } from './useLooking';
import { usePending } from './usePending';
import { useSelection } from './useSelection';
import './photos.css';

/** The photo library, and over it the photo that is open. */
export default function PhotosView(): JSX.Element {
  const { entries, complete, loading, error } = photoList.shown.value;
  /** Photos whose dates are being corrected: some of them may leave the selection because of it. */
  const [dating, setDating] = useState<StoredFile[]>();
  const looking = useLooking();

  useEffect(() => {
    // Known photos are shown meanwhile, so that a failure needs no message.
    photoList.refresh().catch(() => undefined);
  }, []);
  const { selection, onToggle, clear } = useSelection(entries);
  const online = isOnline.value;
  useEffect(() => {
    if (online) void photoList.more(true);
  }, [online]);
  usePending();
  useViewerSoon();

  return (
    <View title="Photos" width="full" actions={<AddPhotos />}>
      <div class="photos">
        {selection.ids.size > 0 && (
          <ChosenBar
            ids={[...selection.ids]}
            onClear={clear}
            onDate={() => setDating([...selection.ids].flatMap((id) => catalogue.get(id) ?? []))}
          />
        )}
        {complete && entries.length === 0 ? (
          <NoPhotos />
        ) : (
          <Grid selection={selection} onToggle={onToggle} returnTo={looking.returnTo} />
        )}
        {error !== undefined && <ErrorNote error={error} retry={() => void photoList.more()} />}
        {loading && <MorePhotos first={entries.length === 0} />}
      </div>
      <DropPlace />
      {dating && (
        <DateDialog
          files={dating}
          onClose={() => setDating(undefined)}
          onDone={() => {
            setDating(undefined);
            clear();
          }}
        />
      )}
      {looking.id !== undefined && <OpenPhoto id={looking.id} onClose={looking.close} />}
    </View>
  );
}

/** A photo of the library in the viewer. */
function OpenPhoto({ id, onClose }: { id: string; onClose: () => void }): JSX.Element {
  return (
    <LazyViewer
      id={id}
      neighbour={(of, step) => {
        const at = photoList.indexOf(of);
        return at < 0 ? undefined : photoList.shown.value.entries[at + step]?.file.id;
      }}
      onMove={(to) => navigate(`/photos/${to}`, { replace: true })}
      onClose={onClose}
    />
  );
}

/** The words in place of the grid while there are no photos. */
function NoPhotos(): JSX.Element {
  return (
    <Empty icon={Images} title="No photos yet">
      Drop some here, paste one, or choose Add photos. They are kept by the month in which they were taken.
    </Empty>
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

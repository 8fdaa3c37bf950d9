import { Images } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { commonText } from '#text/common';
import { photosText } from '#text/photos';
import type { StoredFile } from '../api/types';
import { catalogue } from '../files/sharedCatalogue';
import { navigate } from '../router';
import { Empty } from '../ui/Empty';
import { isOnline } from '../ui/connection';
import { ErrorNote } from '../ui/ErrorNote';
import { Loading, Skeleton } from '../ui/Skeleton';
import { View } from '../ui/View';
import { AddPhotos } from './AddPhotos';
import { SelectionBar } from './SelectionBar';
import { DateDialog } from './DateDialog';
import { DropTarget } from './DropTarget';
import { Grid } from './Grid';
import { LazyViewer, useViewerPreload } from './LazyViewer';
import { photoList } from './sharedPhotoList';
import { useOpenPhoto } from './useOpenPhoto';
import { usePending } from './usePending';
import { useSelection } from './useSelection';
import './photos.css';

/** The photo library, and over it the photo that is open. */
export default function PhotosView(): JSX.Element {
  const { entries, complete, loading, error } = photoList.state.value;
  /** Photos whose dates are being corrected: some of them may leave the selection because of it. */
  const [correcting, setCorrecting] = useState<StoredFile[]>();
  const openPhoto = useOpenPhoto();

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
  useViewerPreload();

  return (
    <View title={photosText.title} width="full" actions={<AddPhotos />}>
      <div class="photos">
        {selection.ids.size > 0 && (
          <SelectionBar
            ids={[...selection.ids]}
            onClear={clear}
            onDate={() => setCorrecting([...selection.ids].flatMap((id) => catalogue.get(id) ?? []))}
          />
        )}
        {complete && entries.length === 0 ? (
          <NoPhotos />
        ) : (
          <Grid selection={selection} onToggle={onToggle} returnTo={openPhoto.returnTo} />
        )}
        {error !== undefined && <ErrorNote error={error} retry={() => void photoList.more()} />}
        {loading && <MorePhotos isFirstPage={entries.length === 0} />}
      </div>
      <DropTarget />
      {correcting && (
        <DateDialog
          files={correcting}
          onClose={() => setCorrecting(undefined)}
          onDone={() => {
            setCorrecting(undefined);
            clear();
          }}
        />
      )}
      {openPhoto.id !== undefined && <OpenPhoto id={openPhoto.id} onClose={openPhoto.close} />}
    </View>
  );
}

/** A photo of the library in the viewer. */
function OpenPhoto({ id, onClose }: { id: string; onClose: () => void }): JSX.Element {
  return (
    <LazyViewer
      id={id}
      neighbour={(openId, step) => {
        const at = photoList.indexOf(openId);
        return at < 0 ? undefined : photoList.state.value.entries[at + step]?.file.id;
      }}
      onMove={(to) => navigate(`/photos/${to}`, { replace: true })}
      onClose={onClose}
    />
  );
}

/** The message in place of the grid while there are no photos. */
function NoPhotos(): JSX.Element {
  return (
    <Empty icon={Images} title={photosText.empty.title}>
      {photosText.empty.hint}
    </Empty>
  );
}

function MorePhotos({ isFirstPage }: { isFirstPage: boolean }): JSX.Element {
  return (
    <Loading label={isFirstPage ? commonText.loading.photos : photosText.loadingMore}>
      <div class="photos-more">
        {Array.from({ length: isFirstPage ? 12 : 6 }, (_, index) => (
          <Skeleton key={index} width={`${(index % 3) * 3 + 9}rem`} height="11rem" />
        ))}
      </div>
    </Loading>
  );
}

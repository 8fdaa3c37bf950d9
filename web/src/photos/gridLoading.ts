/** Data that the grid loads while the user scrolls: more photos, and the URLs of those that are visible. */
import { useEffect, useState } from 'preact/hooks';

import { catalogue } from '../files/sharedCatalogue';
import type { Layout } from './layout';
import { photoList } from './sharedPhotoList';
import { isNearEnd, type VisibleRows } from './scrolling';

/** Load more photos before the user reaches the end. */
export function useLoadMore(width: number, layout: Layout, visibleRows: VisibleRows): void {
  const { entries, complete, loading, error } = photoList.state.value;
  const nearEnd = isNearEnd(layout, visibleRows);
  useEffect(() => {
    if (width > 0 && nearEnd && !loading && !complete && error === undefined) void photoList.more();
  }, [width, nearEnd, loading, complete, error, entries]);
}

/** Renew the URLs of the visible photos, once scrolling has stopped. */
export function useUrlRenewal(layout: Layout, { first, end, isScrollingFast }: VisibleRows): void {
  const { entries } = photoList.state.value;
  const [, setRenewed] = useState(0);
  useEffect(() => {
    if (isScrollingFast || end === 0) return undefined;
    let wanted = true;
    const ids: string[] = [];
    for (let index = layout.rowFirst[first] ?? 0; index < (layout.rowFirst[end] ?? 0); index += 1) {
      const file = entries[index]?.file;
      if (file?.status === 'ready' && !catalogue.urls(file.id)) ids.push(file.id);
    }
    if (ids.length === 0) return undefined;
    photoList.renew(ids).then(
      () => wanted && setRenewed((times) => times + 1),
      // The tiles keep their placeholders; scrolling here again retries.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [layout, entries, first, end, isScrollingFast]);
}

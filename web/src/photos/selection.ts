/** The selected photos, as plain data. */

export interface Selection {
  ids: ReadonlySet<string>;
  /** The photo at which a shift-click range starts. */
  anchor: string | null;
}

export const emptySelection: Selection = { ids: new Set(), anchor: null };

/** Select a photo, or deselect it. */
export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return ids.size ? { ids, anchor: id } : emptySelection;
}

/** Select everything from the photo selected last to this one; `order` is their order on the page. */
export function extended(selection: Selection, order: readonly string[], id: string): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return selection.ids.has(id) ? selection : toggled(selection, id);
  const reached = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...reached]), anchor: selection.anchor };
}

/** Return the selection without the photos that are gone. */
export function remaining(selection: Selection, gone: ReadonlySet<string>): Selection {
  const ids = new Set([...selection.ids].filter((id) => !gone.has(id)));
  const { anchor } = selection;
  return ids.size ? { ids, anchor: anchor !== null && gone.has(anchor) ? null : anchor } : emptySelection;
}

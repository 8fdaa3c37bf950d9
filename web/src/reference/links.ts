import type { Plugin, System } from 'swagger-ui-dist/swagger-ui-es-bundle.js';

/** A plugin that follows every address as it is; Swagger UI follows only one, and takes each underscore for a space. */
export const deepLinks: Plugin = () => ({
  statePlugins: {
    layout: { wrapActions: { parseDeepLinkHash: (_, system) => (hash) => openOperation(system, hash) } },
  },
});

/** Follow the address whenever it changes from now on. */
export function openOnHashChange(system: System): void {
  addEventListener('hashchange', () => openOperation(system, decodeURIComponent(location.hash)));
}

/** Open the operation that an address such as `#/notes/write_note` names, and scroll to it. */
function openOperation({ layoutActions }: System, hash: string): void {
  const [, tag, operation] = /^#\/([^/]+)(?:\/([^/]+))?$/.exec(hash) ?? [];
  if (tag === undefined) return;
  const place = operation === undefined ? ['operations-tag', tag] : ['operations', tag, operation];
  layoutActions.show(place, true);
  // This scrolls once the operation is rendered, and the next line if it is rendered already.
  layoutActions.scrollTo(place);
  document.getElementById(place.join('-'))?.scrollIntoView();
}

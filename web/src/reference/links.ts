import type { Plugin, System } from 'swagger-ui-dist/swagger-ui-es-bundle.js';

/** Swagger UI follows an address once, and takes every underscore in it for a blank: this follows each, as it is. */
export const addresses: Plugin = () => ({
  statePlugins: {
    layout: { wrapActions: { parseDeepLinkHash: (_, system) => (hash) => follow(system, hash) } },
  },
});

/** Show what the address from here on names, whenever it changes. */
export function followAddresses(system: System): void {
  addEventListener('hashchange', () => follow(system, decodeURIComponent(location.hash)));
}

/** Open the operation that an address such as `#/notes/write_note` names, and go there. */
function follow({ layoutActions }: System, hash: string): void {
  const [, tag, operation] = /^#\/([^/]+)(?:\/([^/]+))?$/.exec(hash) ?? [];
  if (tag === undefined) return;
  const place = operation === undefined ? ['operations-tag', tag] : ['operations', tag, operation];
  layoutActions.show(place, true);
  // It does so as soon as it is there, and this where it is there already.
  layoutActions.scrollTo(place);
  document.getElementById(place.join('-'))?.scrollIntoView();
}

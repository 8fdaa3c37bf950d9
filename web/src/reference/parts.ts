import type { Component, Plugin } from 'swagger-ui-dist/swagger-ui-es-bundle.js';

export const WAITING = 'The operations are on their way …';
export const FAILED = 'The operations could not be fetched. Check your connection, then load the page anew.';

const nothing: Component = () => null;

/** A plugin that shows only the operations: the page itself says what this is, and signing in happens elsewhere. */
export const onlyOperations: Plugin = ({ React: { createElement } }) => ({
  components: {
    OnlyOperations({ getComponent, specSelectors }) {
      const status = specSelectors.loadingStatus();
      const shown =
        status === 'success'
          ? createElement(getComponent('operations', true))
          : createElement('p', null, status === 'failed' ? FAILED : WAITING);
      return createElement('div', { className: 'swagger-ui' }, shown);
    },
    authorizeOperationBtn: nothing,
    // The link would be inside a button, where it does not work; the button writes the same address.
    DeepLink: ({ text }) => createElement('span', null, text),
  },
});

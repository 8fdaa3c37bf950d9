import type { Component, Plugin } from 'swagger-ui-dist/swagger-ui-es-bundle.js';

export const WAITING = 'The operations are on their way …';
export const FAILED = 'The operations could not be fetched. Check your connection, then load the page anew.';

const nothing: Component = () => null;

/** Of Swagger UI its operations alone: the page says by itself what this is, and one signs in elsewhere. */
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
    // Its link would stand in a button, where it cannot be used; the button writes the same address.
    DeepLink: ({ text }) => createElement('span', null, text),
  },
});

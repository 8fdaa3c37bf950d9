import { referenceText } from '#text/reference';
import type { Component, Plugin } from 'swagger-ui-dist/swagger-ui-es-bundle.js';

const { loading, failed } = referenceText.operations;

const renderNothing: Component = () => null;

/** A plugin that shows only the operations: the page itself says what this is, and signing in happens elsewhere. */
export const operationsOnly: Plugin = ({ React: { createElement } }) => ({
  components: {
    OperationsOnly({ getComponent, specSelectors }) {
      const status = specSelectors.loadingStatus();
      const shown =
        status === 'success'
          ? createElement(getComponent('operations', true))
          : createElement('p', null, status === 'failed' ? failed : loading);
      return createElement('div', { className: 'swagger-ui' }, shown);
    },
    authorizeOperationBtn: renderNothing,
    // The link would be inside a button, where it does not work; the button writes the same address.
    DeepLink: ({ text }) => createElement('span', null, text),
  },
});

/** The types of Swagger UI, as far as they are used. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  import type { OutgoingRequest } from './signing';

  /** A React element, whose content is not used. */
  type ReactElement = object | null;

  interface ComponentProps {
    getComponent: (name: string, connected: true) => Component;
    specSelectors: { loadingStatus: () => 'loading' | 'success' | 'failed' | undefined };
    /** The text of a `DeepLink`. */
    text: unknown;
  }

  export type Component = (props: ComponentProps) => ReactElement;

  export interface System {
    React: {
      createElement: (kind: string | Component, attributes?: object | null, ...children: unknown[]) => ReactElement;
    };
    layoutActions: { show: (place: string[], isShown: boolean) => void; scrollTo: (place: string[]) => void };
    preauthorizeApiKey: (scheme: string, value: string) => void;
  }

  type ParseDeepLinkHash = (original: unknown, system: System) => (hash: string) => void;

  export type Plugin = (system: System) => {
    components?: Record<string, Component>;
    statePlugins?: { layout: { wrapActions: { parseDeepLinkHash: ParseDeepLinkHash } } };
  };

  interface Options {
    domNode: HTMLElement;
    url: string;
    layout: string;
    presets: unknown[];
    plugins: Plugin[];
    requestInterceptor: (request: OutgoingRequest) => Promise<OutgoingRequest>;
    showMutatedRequest: boolean;
    onComplete: () => void;
    validatorUrl: null;
    deepLinking: boolean;
    displayRequestDuration: boolean;
    syntaxHighlight: boolean;
  }

  interface SwaggerUI {
    (options: Options): System;
    presets: { apis: unknown };
  }

  const swaggerUI: SwaggerUI;
  export default swaggerUI;
}

/** Swagger UI. Large, and apart for it: the page is read before it is there. */
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import { addresses, followAddresses } from './links';
import { mended } from './mending';
import './operations.css';
import { onlyOperations } from './parts';
import { PLACEHOLDER, signedBy, type Token } from './signing';

/** Show every operation, to be tried as whoever `token` is of. */
export function showOperations(place: HTMLElement, apiUrl: string, token: Token): void {
  followColours(matchMedia('(prefers-color-scheme: dark)'));
  mended(place);
  const shown = SwaggerUI({
    domNode: place,
    url: `${apiUrl}/openapi.json`,
    layout: 'OnlyOperations',
    presets: [SwaggerUI.presets.apis],
    plugins: [onlyOperations, addresses],
    requestInterceptor: signedBy(token),
    // What is shown of a request is what it was before: nobody's token.
    showMutatedRequest: false,
    onComplete: () => shown.preauthorizeApiKey('bearer', PLACEHOLDER),
    // Its badge would be asked for elsewhere.
    validatorUrl: null,
    deepLinking: true,
    displayRequestDuration: true,
    syntaxHighlight: false,
  });
  followAddresses(shown);
}

/** Swagger UI has colours for the dark, and goes by a class. */
function followColours(dark: MediaQueryList): void {
  const follow = (): boolean => document.documentElement.classList.toggle('dark-mode', dark.matches);
  follow();
  dark.addEventListener('change', follow);
}

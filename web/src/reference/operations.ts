/** Swagger UI. Large, so in a file of its own: the page can be read before it is loaded. */
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import { addresses, followAddresses } from './links';
import { mended } from './mending';
import './operations.css';
import { onlyOperations } from './parts';
import { PLACEHOLDER, signedBy, type Token } from './signing';

/** Show every operation, to be tried as the user of `token`. */
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
    // Show the request as it was before signing, without anybody's token.
    showMutatedRequest: false,
    onComplete: () => shown.preauthorizeApiKey('bearer', PLACEHOLDER),
    // The validator's badge would be requested from another site.
    validatorUrl: null,
    deepLinking: true,
    displayRequestDuration: true,
    syntaxHighlight: false,
  });
  followAddresses(shown);
}

/** Set the class by which Swagger UI shows its dark colours. */
function followColours(dark: MediaQueryList): void {
  const follow = (): boolean => document.documentElement.classList.toggle('dark-mode', dark.matches);
  follow();
  dark.addEventListener('change', follow);
}

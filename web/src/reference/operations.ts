/** Swagger UI. Large, so in a file of its own: the page can be read before it is loaded. */
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import { deepLinks, openOnHashChange } from './links';
import { keepAccessible } from './accessibilityFixes';
import './operations.css';
import { operationsOnly } from './operationsOnly';
import { PLACEHOLDER, signWith, type GetToken } from './signing';

/** Show every operation, to be tried as the user whose ID token `getToken` returns. */
export function showOperations(place: HTMLElement, apiUrl: string, getToken: GetToken): void {
  applyColorScheme(matchMedia('(prefers-color-scheme: dark)'));
  keepAccessible(place);
  const shown = SwaggerUI({
    domNode: place,
    url: `${apiUrl}/openapi.json`,
    layout: 'OperationsOnly',
    presets: [SwaggerUI.presets.apis],
    plugins: [operationsOnly, deepLinks],
    requestInterceptor: signWith(getToken),
    // Show the request as it was before signing, without anybody's token.
    showMutatedRequest: false,
    onComplete: () => shown.preauthorizeApiKey('bearer', PLACEHOLDER),
    // The validator's badge would be requested from another site.
    validatorUrl: null,
    deepLinking: true,
    displayRequestDuration: true,
    syntaxHighlight: false,
  });
  openOnHashChange(shown);
}

/** Set the class by which Swagger UI shows its dark colours. */
function applyColorScheme(dark: MediaQueryList): void {
  const update = (): boolean => document.documentElement.classList.toggle('dark-mode', dark.matches);
  update();
  dark.addEventListener('change', update);
}

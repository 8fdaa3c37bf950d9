import { Archive, CloudOff, Images, NotebookText, Trash2, UserRound, WifiOff } from 'lucide';
import type { ComponentChildren, JSX } from 'preact';
import { isCutOff } from '../live/subscribers';
import { route } from '../router';
import type { RouteName } from '../routes';
import { isOnline } from './connection';
import { Icon, type IconNode } from './Icon';
import './Shell.css';

interface Place {
  label: string;
  path: string;
  icon: IconNode;
  names: RouteName[];
}

const PLACES: Place[] = [
  { label: 'Notes', path: '/', icon: NotebookText, names: ['notes', 'note'] },
  { label: 'Photos', path: '/photos', icon: Images, names: ['photos', 'photo'] },
  { label: 'Archive', path: '/archive', icon: Archive, names: ['archive'] },
  { label: 'Trash', path: '/trash', icon: Trash2, names: ['trash'] },
  { label: 'Account', path: '/account', icon: UserRound, names: ['account'] },
];

/** The frame of all views that require signing in, with the navigation beside or below them. */
export function Shell({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <div class="shell">
      <a class="skip" href="#content">
        Skip to content
      </a>
      <nav class="shell-nav" aria-label="Main">
        <a class="shell-brand" href="/" aria-label="Skynotes">
          {/* Lazy, so that the image is not loaded where the brand is hidden. */}
          <img loading="lazy" src="/icon.svg" alt="" width="28" height="28" />
          <span>Skynotes</span>
        </a>
        <ul class="shell-places">
          {PLACES.map((place) => (
            <li key={place.path}>
              <a
                class="shell-place"
                href={place.path}
                aria-current={place.names.includes(route.value.name) ? 'page' : undefined}
              >
                <Icon icon={place.icon} size={22} />
                <span>{place.label}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main class="shell-main" id="content" tabIndex={-1}>
        <div aria-live="polite">
          {!isOnline.value && (
            <p class="shell-offline">
              <Icon icon={WifiOff} size={18} />
              You're offline. What you write stays on this device and is saved when you're back online.
            </p>
          )}
          {isOnline.value && isCutOff.value && (
            <p class="shell-offline">
              <Icon icon={CloudOff} size={18} />
              Can't sync right now. Retrying…
            </p>
          )}
        </div>
        {children}
      </main>
    </div>
  );
}

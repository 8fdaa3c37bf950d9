import { commonText } from '#text/common';
import { Archive, CloudOff, Images, NotebookText, Trash2, UserRound, WifiOff } from 'lucide';
import type { ComponentChildren, JSX } from 'preact';
import { isCutOff } from '../live/subscribers';
import { route } from '../router';
import type { RouteName } from '../routes';
import { isOnline } from './connection';
import { Icon, type IconNode } from './Icon';
import './Shell.css';

interface NavigationItem {
  label: string;
  path: string;
  icon: IconNode;
  routes: RouteName[];
}

const { connection, navigation } = commonText;

const NAVIGATION_ITEMS: NavigationItem[] = [
  { label: navigation.notes, path: '/', icon: NotebookText, routes: ['notes', 'note'] },
  { label: navigation.photos, path: '/photos', icon: Images, routes: ['photos', 'photo'] },
  { label: navigation.archive, path: '/archive', icon: Archive, routes: ['archive'] },
  { label: navigation.trash, path: '/trash', icon: Trash2, routes: ['trash'] },
  { label: navigation.account, path: '/account', icon: UserRound, routes: ['account'] },
];

/** The frame of all views that require signing in, with the navigation beside or below them. */
export function Shell({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <div class="shell">
      <a class="skip" href="#content">
        {navigation.skipToContent}
      </a>
      <nav class="shell-nav" aria-label={navigation.label}>
        <a class="shell-brand" href="/" aria-label={commonText.appName}>
          {/* Lazy, so that the image is not loaded where the brand is hidden. */}
          <img loading="lazy" src="/icon.svg" alt="" width="28" height="28" />
          <span>{commonText.appName}</span>
        </a>
        <ul class="shell-nav-list">
          {NAVIGATION_ITEMS.map((item) => (
            <li key={item.path}>
              <a
                class="shell-nav-item"
                href={item.path}
                aria-current={item.routes.includes(route.value.name) ? 'page' : undefined}
              >
                <Icon icon={item.icon} size={22} />
                <span>{item.label}</span>
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
              {connection.offline}
            </p>
          )}
          {isOnline.value && isCutOff.value && (
            <p class="shell-offline">
              <Icon icon={CloudOff} size={18} />
              {connection.cutOff}
            </p>
          )}
        </div>
        {children}
      </main>
    </div>
  );
}

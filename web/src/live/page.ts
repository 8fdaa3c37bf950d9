/** Live updates in a browser, loaded once the first view is there. */
import { effect } from '@preact/signals';

import { api, session } from '../context';
import { isOnline } from '../ui/connection';
import type { Begun } from './feedStart';
import { wallClock } from './clock';
import { Follower } from './follower';
import { Live } from './live';
import { openLine } from './webSocketConnection';
import { Socket } from './socket';
import { everyone, isCutOff } from './subscribers';

/** Keep all subscribers up to date while a user is signed in. */
export function stayUpToDate(begun: Begun): void {
  const around = { clock: wallClock, random: Math.random };
  const follower = new Follower(
    { ...around, changes: (query) => api.get('/changes', { query }), subscriber: everyone },
    begun,
  );
  const socket = new Socket({
    ...around,
    ticket: () => api.post('/live/tickets'),
    connect: openLine,
    onOpen: () => live.nudge(),
    onNudge: () => live.nudge(),
    onLost: () => live.lost(),
  });
  const live = new Live({ ...around, follower, socket, onCutOff: (is) => (isCutOff.value = is) });

  const look = (): void => {
    const isVisible = document.visibilityState === 'visible';
    live.see({ isSignedIn: session.standing.value === 'in', isOnline: isOnline.value, isVisible });
  };
  effect(look);
  document.addEventListener('visibilitychange', look);
}

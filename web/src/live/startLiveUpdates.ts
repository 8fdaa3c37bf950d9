/** Live updates in a browser, loaded once the first view is there. */
import { effect } from '@preact/signals';

import { api, session } from '../context';
import { isOnline } from '../ui/connection';
import type { FeedPosition } from './feedStart';
import { wallClock } from './clock';
import { Follower } from './follower';
import { LiveUpdates } from './live';
import { openConnection } from './webSocketConnection';
import { Socket } from './socket';
import { allSubscribers, isCutOff } from './subscribers';

/** Keep all subscribers up to date while a user is signed in. */
export function startLiveUpdates(position: FeedPosition): void {
  const shared = { clock: wallClock, random: Math.random };
  const follower = new Follower(
    { ...shared, changes: (query) => api.get('/changes', { query }), subscriber: allSubscribers },
    position,
  );
  const socket = new Socket({
    ...shared,
    ticket: () => api.post('/live/tickets'),
    connect: openConnection,
    onOpen: () => live.nudge(),
    onNudge: () => live.nudge(),
    onLost: () => live.socketLost(),
  });
  const live = new LiveUpdates({ ...shared, follower, socket, onCutOff: (is) => (isCutOff.value = is) });

  const updateState = (): void => {
    const isVisible = document.visibilityState === 'visible';
    live.update({ isSignedIn: session.status.value === 'in', isOnline: isOnline.value, isVisible });
  };
  effect(updateState);
  document.addEventListener('visibilitychange', updateState);
}

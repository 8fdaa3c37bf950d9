import { describe, expect, it } from 'vitest';

import { Offline, SignedOut } from '../api/errors';
import { LiveUpdates, type PageState } from './live';
import { flushPromises, ManualClock } from '../testing/live';

const MINUTE = 60_000;
const here: PageState = { isSignedIn: true, isOnline: true, isVisible: true };

/** Create live updates over a socket and a feed that the test controls. */
function liveOf() {
  const clock = new ManualClock();
  const feed = {
    reads: 0,
    fail: null as Error | null,
    answer: () => (feed.fail ? Promise.reject(feed.fail) : Promise.resolve()),
  };
  const cutOff: boolean[] = [];
  const socket = {
    isOpen: false,
    isWanted: false,
    probes: 0,
    start: () => (socket.isWanted = true),
    stop: () => (socket.isWanted = socket.isOpen = false),
    probe: () => (socket.probes += 1),
  };
  const live = new LiveUpdates({
    clock,
    random: () => 1,
    socket,
    follower: {
      catchUp: () => {
        feed.reads += 1;
        return feed.answer();
      },
    },
    onCutOff: (is) => cutOff.push(is),
  });
  const open = async (): Promise<void> => {
    socket.isOpen = true;
    live.nudge();
    await flushPromises();
  };
  const begin = async (): Promise<void> => {
    live.update(here);
    await open();
  };
  return { clock, feed, cutOff, socket, live, open, begin };
}

describe('while the socket is open', () => {
  it('reads when it opens, at each nudge, and rarely otherwise', async () => {
    const { clock, feed, live, begin } = liveOf();
    await begin();
    expect(feed.reads).toBe(1);
    live.nudge();
    await clock.advance(4 * MINUTE);
    expect(feed.reads).toBe(2);
    await clock.advance(MINUTE);
    expect(feed.reads).toBe(3);
  });

  it('reads again after a failure', async () => {
    const { clock, feed, live, begin } = liveOf();
    await begin();
    feed.fail = new Offline();
    live.nudge();
    await flushPromises();
    feed.fail = null;
    await clock.advance(16_000);
    expect(feed.reads).toBe(3);
  });
});

describe('without a socket', () => {
  it('reads every half minute', async () => {
    const { clock, feed, live } = liveOf();
    live.update(here);
    live.socketLost();
    await clock.advance(3000);
    expect(feed.reads).toBe(1);
    for (let times = 0; times < 10; times += 1) {
      await clock.advance(15_000);
      live.socketLost();
    }
    expect(feed.reads).toBe(6);
  });

  it('reads half a minute after the socket was lost, not later', async () => {
    const { clock, feed, live, socket, begin } = liveOf();
    await begin();
    socket.isOpen = false;
    live.socketLost();
    await clock.advance(31_000);
    expect(feed.reads).toBe(2);
  });

  it('does not read while the page is hidden', async () => {
    const { clock, feed, live } = liveOf();
    live.update(here);
    await clock.advance(3000);
    live.update({ ...here, isVisible: false });
    await clock.advance(5 * MINUTE);
    expect(feed.reads).toBe(1);
    live.update(here);
    await clock.advance(3000);
    expect(feed.reads).toBe(2);
  });
});

describe('the socket is wanted', () => {
  it('while the user is signed in and online, and the page is not hidden for long', async () => {
    const { clock, live, socket } = liveOf();
    live.update({ ...here, isSignedIn: false });
    expect(socket.isWanted).toBe(false);
    live.update(here);
    expect(socket.isWanted).toBe(true);
    live.update({ ...here, isOnline: false });
    expect(socket.isWanted).toBe(false);
    live.update(here);
    live.update({ ...here, isVisible: false });
    await clock.advance(9 * MINUTE);
    expect(socket.isWanted).toBe(true);
    await clock.advance(MINUTE);
    expect(socket.isWanted).toBe(false);
    live.update(here);
    expect(socket.isWanted).toBe(true);
    live.update({ ...here, isSignedIn: false });
    expect(socket.isWanted).toBe(false);
  });

  it('and probed at once, with a read, when the page becomes visible', async () => {
    const { feed, live, socket, begin } = liveOf();
    await begin();
    live.update({ ...here, isVisible: false });
    live.update(here);
    await flushPromises();
    expect(socket.probes).toBe(1);
    expect(feed.reads).toBe(2);
  });

  it('no more if it is lost while the page is hidden', async () => {
    const { live, socket, begin } = liveOf();
    await begin();
    live.update({ ...here, isVisible: false });
    live.socketLost();
    expect(socket.isWanted).toBe(false);
    live.update(here);
    expect(socket.isWanted).toBe(true);
  });

  it('for being told, hidden as the page may be', async () => {
    const { feed, live, begin } = liveOf();
    await begin();
    live.update({ ...here, isVisible: false });
    live.nudge();
    await flushPromises();
    expect(feed.reads).toBe(2);
  });
});

describe('being cut off', () => {
  it('is reported once nothing arrives in any way, until something does', async () => {
    const { clock, feed, cutOff, live } = liveOf();
    feed.fail = new Offline();
    live.update(here);
    live.socketLost();
    await clock.advance(3000);
    expect(cutOff).toEqual([false]);
    await clock.advance(MINUTE);
    expect(cutOff.at(-1)).toBe(true);
    feed.fail = null;
    await clock.advance(MINUTE);
    expect(cutOff.at(-1)).toBe(false);
  });

  it('is not reported after one read, however many asked for it', async () => {
    const { clock, feed, cutOff, live, begin } = liveOf();
    await begin();
    const failing = Promise.reject(new Offline());
    feed.answer = () => failing;
    live.nudge();
    live.nudge();
    await clock.advance(1000);
    expect(cutOff.at(-1)).toBe(false);
  });

  it('is not reported while offline', async () => {
    const { clock, feed, cutOff, live } = liveOf();
    feed.fail = new Offline();
    live.update(here);
    await clock.advance(5 * MINUTE);
    live.update({ ...here, isOnline: false });
    expect(cutOff.at(-1)).toBe(false);
    const { reads } = feed;
    await clock.advance(5 * MINUTE);
    expect(feed.reads).toBe(reads);
  });

  it('is not reported after signing out', async () => {
    const { clock, feed, cutOff, live } = liveOf();
    feed.fail = new SignedOut();
    live.update(here);
    await clock.advance(5 * MINUTE);
    expect(cutOff).not.toContain(true);
    expect(feed.reads).toBe(1);
  });
});

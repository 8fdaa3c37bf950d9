import { describe, expect, it } from 'vitest';

import { Offline, SignedOut } from '../api/errors';
import { Live, type Standing } from './live';
import { settled, StandingClock } from '../testing/live';

const MINUTE = 60_000;
const here: Standing = { isSignedIn: true, isOnline: true, isVisible: true };

/** Create live updates over a socket and a feed that the test controls. */
function liveOf() {
  const clock = new StandingClock();
  const feed = {
    looks: 0,
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
  const live = new Live({
    clock,
    random: () => 1,
    socket,
    follower: {
      catchUp: () => {
        feed.looks += 1;
        return feed.answer();
      },
    },
    onCutOff: (is) => cutOff.push(is),
  });
  const open = async (): Promise<void> => {
    socket.isOpen = true;
    live.nudge();
    await settled();
  };
  const begin = async (): Promise<void> => {
    live.see(here);
    await open();
  };
  return { clock, feed, cutOff, socket, live, open, begin };
}

describe('while the socket is open', () => {
  it('looks once it is, at each nudge, and seldom else', async () => {
    const { clock, feed, live, begin } = liveOf();
    await begin();
    expect(feed.looks).toBe(1);
    live.nudge();
    await clock.pass(4 * MINUTE);
    expect(feed.looks).toBe(2);
    await clock.pass(MINUTE);
    expect(feed.looks).toBe(3);
  });

  it('looks again where that failed', async () => {
    const { clock, feed, live, begin } = liveOf();
    await begin();
    feed.fail = new Offline();
    live.nudge();
    await settled();
    feed.fail = null;
    await clock.pass(16_000);
    expect(feed.looks).toBe(3);
  });
});

describe('where sockets do not pass', () => {
  it('looks every half minute', async () => {
    const { clock, feed, live } = liveOf();
    live.see(here);
    live.lost();
    await clock.pass(3000);
    expect(feed.looks).toBe(1);
    for (let times = 0; times < 10; times += 1) {
      await clock.pass(15_000);
      live.lost();
    }
    expect(feed.looks).toBe(6);
  });

  it('looks half a minute after the socket was lost, and not only when it would have', async () => {
    const { clock, feed, live, socket, begin } = liveOf();
    await begin();
    socket.isOpen = false;
    live.lost();
    await clock.pass(31_000);
    expect(feed.looks).toBe(2);
  });

  it('does not look while nobody does', async () => {
    const { clock, feed, live } = liveOf();
    live.see(here);
    await clock.pass(3000);
    live.see({ ...here, isVisible: false });
    await clock.pass(5 * MINUTE);
    expect(feed.looks).toBe(1);
    live.see(here);
    await clock.pass(3000);
    expect(feed.looks).toBe(2);
  });
});

describe('the socket is wanted', () => {
  it('while somebody is signed in and online, and not hidden for long', async () => {
    const { clock, live, socket } = liveOf();
    live.see({ ...here, isSignedIn: false });
    expect(socket.isWanted).toBe(false);
    live.see(here);
    expect(socket.isWanted).toBe(true);
    live.see({ ...here, isOnline: false });
    expect(socket.isWanted).toBe(false);
    live.see(here);
    live.see({ ...here, isVisible: false });
    await clock.pass(9 * MINUTE);
    expect(socket.isWanted).toBe(true);
    await clock.pass(MINUTE);
    expect(socket.isWanted).toBe(false);
    live.see(here);
    expect(socket.isWanted).toBe(true);
    live.see({ ...here, isSignedIn: false });
    expect(socket.isWanted).toBe(false);
  });

  it('and tried at once, with a look, when the reader comes back', async () => {
    const { feed, live, socket, begin } = liveOf();
    await begin();
    live.see({ ...here, isVisible: false });
    live.see(here);
    await settled();
    expect(socket.probes).toBe(1);
    expect(feed.looks).toBe(2);
  });

  it('no more where it is lost while nobody looks', async () => {
    const { live, socket, begin } = liveOf();
    await begin();
    live.see({ ...here, isVisible: false });
    live.lost();
    expect(socket.isWanted).toBe(false);
    live.see(here);
    expect(socket.isWanted).toBe(true);
  });

  it('for being told, hidden as the page may be', async () => {
    const { feed, live, begin } = liveOf();
    await begin();
    live.see({ ...here, isVisible: false });
    live.nudge();
    await settled();
    expect(feed.looks).toBe(2);
  });
});

describe('being cut off', () => {
  it('is told once nothing comes in by any way, and until something does', async () => {
    const { clock, feed, cutOff, live } = liveOf();
    feed.fail = new Offline();
    live.see(here);
    live.lost();
    await clock.pass(3000);
    expect(cutOff).toEqual([false]);
    await clock.pass(MINUTE);
    expect(cutOff.at(-1)).toBe(true);
    feed.fail = null;
    await clock.pass(MINUTE);
    expect(cutOff.at(-1)).toBe(false);
  });

  it('is not told after one look, however many asked for it', async () => {
    const { clock, feed, cutOff, live, begin } = liveOf();
    await begin();
    const failing = Promise.reject(new Offline());
    feed.answer = () => failing;
    live.nudge();
    live.nudge();
    await clock.pass(1000);
    expect(cutOff.at(-1)).toBe(false);
  });

  it('is nothing to tell somebody who is offline and knows', async () => {
    const { clock, feed, cutOff, live } = liveOf();
    feed.fail = new Offline();
    live.see(here);
    await clock.pass(5 * MINUTE);
    live.see({ ...here, isOnline: false });
    expect(cutOff.at(-1)).toBe(false);
    const { looks } = feed;
    await clock.pass(5 * MINUTE);
    expect(feed.looks).toBe(looks);
  });

  it('is not the matter where somebody has signed out', async () => {
    const { clock, feed, cutOff, live } = liveOf();
    feed.fail = new SignedOut();
    live.see(here);
    await clock.pass(5 * MINUTE);
    expect(cutOff).not.toContain(true);
    expect(feed.looks).toBe(1);
  });
});

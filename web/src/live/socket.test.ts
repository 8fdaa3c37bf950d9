import { describe, expect, it } from 'vitest';

import { Offline } from '../api/errors';
import type { LiveTicket } from '../api/types';
import type { Ear } from './webSocketConnection';
import { Socket } from './socket';
import { settled, StandingClock } from '../testing/live';

const MINUTE = 60_000;

/** The server's end of a connection. */
interface Far extends Ear {
  url: string;
  sent: string[];
  isClosed: boolean;
}

/** Create a socket whose connections the test controls. */
function socketOf(random = 1) {
  const clock = new StandingClock();
  const told: string[] = [];
  const lines: Far[] = [];
  const service = { tickets: 0, fail: null as Error | null };
  const socket: Socket = new Socket({
    clock,
    random: () => random,
    ticket: (): Promise<LiveTicket> => {
      service.tickets += 1;
      if (service.fail) return Promise.reject(service.fail);
      return Promise.resolve({ ticket: `t/${service.tickets}`, url: 'wss://live.example/x', expires_at: '' });
    },
    connect: (url, ear) => {
      const far: Far = { ...ear, url, sent: [], isClosed: false };
      lines.push(far);
      return { send: (text) => void far.sent.push(text as string), close: () => void (far.isClosed = true) };
    },
    onOpen: () => told.push('open'),
    onNudge: () => told.push('nudge'),
    onLost: () => told.push('lost'),
  });
  const far = (): Far => {
    const line = lines.at(-1);
    if (!line) throw new Error('nobody called');
    return line;
  };
  const opened = async (): Promise<Far> => {
    socket.start();
    await settled();
    far().open();
    return far();
  };
  return { clock, told, lines, service, socket, far, opened };
}

const tell = (far: Far, message: unknown): void => far.message(JSON.stringify(message));

describe('the socket', () => {
  it('spends a new ticket on each connection', async () => {
    const { opened, socket, lines } = socketOf();
    (await opened()).close();
    socket.start();
    await settled();
    expect(lines.map(({ url }) => url)).toEqual([
      'wss://live.example/x?ticket=t%2F1',
      'wss://live.example/x?ticket=t%2F2',
    ]);
  });

  it('passes on nudges, and nothing else', async () => {
    const { opened, told } = socketOf();
    const far = await opened();
    tell(far, { type: 'changed', cursor: 'one' });
    for (const odd of [{ type: 'pong' }, { type: 'other' }, null, 3]) tell(far, odd);
    far.message('{');
    far.message(new ArrayBuffer(1));
    expect(told).toEqual(['open', 'nudge']);
  });

  it('is kept awake, and given up where nobody answers', async () => {
    const { opened, clock, told, lines } = socketOf(0);
    const far = await opened();
    await clock.pass(4 * MINUTE);
    expect(far.sent).toEqual(['{"type":"ping"}']);
    await clock.pass(5000);
    tell(far, { type: 'pong' });
    await clock.pass(4 * MINUTE);
    expect(told).toEqual(['open']);
    await clock.pass(6000);
    expect(told).toEqual(['open', 'lost']);
    expect(far.isClosed).toBe(true);
    expect(lines).toHaveLength(2);
  });

  it('comes back after pauses that grow, and that begin small again after a connection that lasted', async () => {
    const { clock, service, opened } = socketOf();
    service.fail = new Offline();
    await opened().catch(() => undefined);
    const pauses: number[] = [];
    for (let last = 0; service.tickets < 9;) {
      await clock.pass(500);
      if (service.tickets === pauses.length + 1) continue;
      pauses.push(clock.now() - last);
      last = clock.now();
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    service.fail = null;
    await clock.pass(60_000);
    const far = await opened();
    await clock.pass(31_000);
    far.close();
    await clock.pass(1000);
    expect(service.tickets).toBe(11);
  });

  it('is not in a hurry where each connection is closed at once', async () => {
    const { clock, lines, opened } = socketOf();
    (await opened()).close();
    for (let times = 0; times < 120; times += 1) {
      await clock.pass(1000);
      const last = lines.at(-1);
      if (last && !last.isClosed) {
        last.open();
        last.close();
      }
    }
    expect(lines.length).toBeLessThan(9);
  });

  it('waits no longer once it is wanted, and dials once', async () => {
    const { clock, socket, service, opened } = socketOf();
    service.fail = new Offline();
    await opened().catch(() => undefined);
    service.fail = null;
    socket.start();
    socket.start();
    await settled();
    socket.start();
    expect(service.tickets).toBe(2);
    await clock.pass(2000);
    expect(service.tickets).toBe(2);
  });

  it('does not wait for ever until it is open', async () => {
    const { clock, socket, told, lines } = socketOf(0);
    socket.start();
    await clock.pass(15_000);
    expect(told).toEqual(['lost']);
    expect(lines[0]?.isClosed).toBe(true);
    lines[0]?.open();
    expect(told).toEqual(['lost']);
  });

  it('goes before it would be closed, without a word', async () => {
    const { clock, lines, opened, told, service } = socketOf(1);
    const far = await opened();
    for (let minute = 0; minute < 115; minute += 1) {
      await clock.pass(MINUTE);
      tell(far, { type: 'pong' });
    }
    expect(service.tickets).toBe(2);
    expect(far.isClosed).toBe(true);
    lines.at(-1)?.open();
    expect(told).toEqual(['open', 'open']);
  });

  it('is closed for good once it is not wanted', async () => {
    const { clock, socket, opened, told, service } = socketOf();
    const far = await opened();
    socket.stop();
    expect(far.isClosed).toBe(true);
    far.close();
    tell(far, { type: 'changed', cursor: 'one' });
    await clock.pass(3 * 60 * MINUTE);
    expect(told).toEqual(['open']);
    expect(service.tickets).toBe(1);
  });

  it('does not dial with a ticket that comes after it was stopped', async () => {
    const { socket, lines } = socketOf();
    socket.start();
    socket.stop();
    await settled();
    expect(lines).toEqual([]);
  });

  it('knows soon after a long sleep whether anybody is still there', async () => {
    const { clock, socket, opened, told } = socketOf();
    const far = await opened();
    socket.probe();
    expect(far.sent).toHaveLength(1);
    await clock.pass(11_000);
    expect(told).toEqual(['open', 'lost']);
  });
});

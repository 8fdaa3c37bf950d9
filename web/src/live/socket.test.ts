import { describe, expect, it } from 'vitest';

import { Offline } from '../api/errors';
import type { LiveTicket } from '../api/types';
import type { ConnectionHandlers } from './webSocketConnection';
import { Socket } from './socket';
import { flushPromises, ManualClock } from '../testing/live';

const MINUTE = 60_000;

/** The server's end of a connection. */
interface ServerEnd extends ConnectionHandlers {
  url: string;
  sent: string[];
  isClosed: boolean;
}

/** Create a socket whose connections the test controls. */
function socketOf(random = 1) {
  const clock = new ManualClock();
  const events: string[] = [];
  const connections: ServerEnd[] = [];
  const service = { tickets: 0, fail: null as Error | null };
  const socket: Socket = new Socket({
    clock,
    random: () => random,
    ticket: (): Promise<LiveTicket> => {
      service.tickets += 1;
      if (service.fail) return Promise.reject(service.fail);
      return Promise.resolve({ ticket: `t/${service.tickets}`, url: 'wss://live.example/x', expires_at: '' });
    },
    connect: (url, handlers) => {
      const server: ServerEnd = { ...handlers, url, sent: [], isClosed: false };
      connections.push(server);
      return { send: (text) => void server.sent.push(text as string), close: () => void (server.isClosed = true) };
    },
    onOpen: () => events.push('open'),
    onNudge: () => events.push('nudge'),
    onLost: () => events.push('lost'),
  });
  const server = (): ServerEnd => {
    const connection = connections.at(-1);
    if (!connection) throw new Error('no connection');
    return connection;
  };
  const opened = async (): Promise<ServerEnd> => {
    socket.start();
    await flushPromises();
    server().open();
    return server();
  };
  return { clock, events, connections, service, socket, server, opened };
}

const tell = (server: ServerEnd, message: unknown): void => server.message(JSON.stringify(message));

describe('the socket', () => {
  it('uses a new ticket for each connection', async () => {
    const { opened, socket, connections } = socketOf();
    (await opened()).close();
    socket.start();
    await flushPromises();
    expect(connections.map(({ url }) => url)).toEqual([
      'wss://live.example/x?ticket=t%2F1',
      'wss://live.example/x?ticket=t%2F2',
    ]);
  });

  it('passes on nudges, and nothing else', async () => {
    const { opened, events } = socketOf();
    const server = await opened();
    tell(server, { type: 'changed', cursor: 'one' });
    for (const odd of [{ type: 'pong' }, { type: 'other' }, null, 3]) tell(server, odd);
    server.message('{');
    server.message(new ArrayBuffer(1));
    expect(events).toEqual(['open', 'nudge']);
  });

  it('is kept open with pings, and replaced without an answer', async () => {
    const { opened, clock, events, connections } = socketOf(0);
    const server = await opened();
    await clock.advance(4 * MINUTE);
    expect(server.sent).toEqual(['{"type":"ping"}']);
    await clock.advance(5000);
    tell(server, { type: 'pong' });
    await clock.advance(4 * MINUTE);
    expect(events).toEqual(['open']);
    await clock.advance(6000);
    expect(events).toEqual(['open', 'lost']);
    expect(server.isClosed).toBe(true);
    expect(connections).toHaveLength(2);
  });

  it('reconnects after growing delays, which start small again after a stable connection', async () => {
    const { clock, service, opened } = socketOf();
    service.fail = new Offline();
    await opened().catch(() => undefined);
    const pauses: number[] = [];
    for (let last = 0; service.tickets < 9;) {
      await clock.advance(500);
      if (service.tickets === pauses.length + 1) continue;
      pauses.push(clock.now() - last);
      last = clock.now();
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    service.fail = null;
    await clock.advance(60_000);
    const server = await opened();
    await clock.advance(31_000);
    server.close();
    await clock.advance(1000);
    expect(service.tickets).toBe(11);
  });

  it('reconnects slowly if each connection is closed at once', async () => {
    const { clock, connections, opened } = socketOf();
    (await opened()).close();
    for (let times = 0; times < 120; times += 1) {
      await clock.advance(1000);
      const last = connections.at(-1);
      if (last && !last.isClosed) {
        last.open();
        last.close();
      }
    }
    expect(connections.length).toBeLessThan(9);
  });

  it('connects at once on start, and only once', async () => {
    const { clock, socket, service, opened } = socketOf();
    service.fail = new Offline();
    await opened().catch(() => undefined);
    service.fail = null;
    socket.start();
    socket.start();
    await flushPromises();
    socket.start();
    expect(service.tickets).toBe(2);
    await clock.advance(2000);
    expect(service.tickets).toBe(2);
  });

  it('times out while opening', async () => {
    const { clock, socket, events, connections } = socketOf(0);
    socket.start();
    await clock.advance(15_000);
    expect(events).toEqual(['lost']);
    expect(connections[0]?.isClosed).toBe(true);
    connections[0]?.open();
    expect(events).toEqual(['lost']);
  });

  it('is replaced before it would be closed, without reporting a loss', async () => {
    const { clock, connections, opened, events, service } = socketOf(1);
    const server = await opened();
    for (let minute = 0; minute < 115; minute += 1) {
      await clock.advance(MINUTE);
      tell(server, { type: 'pong' });
    }
    expect(service.tickets).toBe(2);
    expect(server.isClosed).toBe(true);
    connections.at(-1)?.open();
    expect(events).toEqual(['open', 'open']);
  });

  it('stays closed after it was stopped', async () => {
    const { clock, socket, opened, events, service } = socketOf();
    const server = await opened();
    socket.stop();
    expect(server.isClosed).toBe(true);
    server.close();
    tell(server, { type: 'changed', cursor: 'one' });
    await clock.advance(3 * 60 * MINUTE);
    expect(events).toEqual(['open']);
    expect(service.tickets).toBe(1);
  });

  it('does not connect with a ticket that arrives after it was stopped', async () => {
    const { socket, connections } = socketOf();
    socket.start();
    socket.stop();
    await flushPromises();
    expect(connections).toEqual([]);
  });

  it('detects a dead connection soon after sleep', async () => {
    const { clock, socket, opened, events } = socketOf();
    const server = await opened();
    socket.probe();
    expect(server.sent).toHaveLength(1);
    await clock.advance(11_000);
    expect(events).toEqual(['open', 'lost']);
  });
});

/** A WebSocket connection and its messages. */

/** The part of a WebSocket that is needed here. */
export type Connection = Pick<WebSocket, 'send' | 'close'>;

export interface ConnectionHandlers {
  open: () => void;
  message: (data: unknown) => void;
  close: () => void;
}

export function openConnection(url: string, handlers: ConnectionHandlers): Connection {
  const socket = new WebSocket(url);
  socket.addEventListener('open', () => handlers.open());
  socket.addEventListener('message', ({ data }) => handlers.message(data));
  socket.addEventListener('close', () => handlers.close());
  return socket;
}

/** Return the type of a message, if it is one of the service's. */
export function messageType(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return (JSON.parse(data) as { type?: unknown } | null)?.type;
  } catch {
    return undefined;
  }
}

/** A WebSocket connection and its messages. */

/** The part of a WebSocket that is needed here. */
export type Line = Pick<WebSocket, 'send' | 'close'>;

export interface Ear {
  open: () => void;
  message: (data: unknown) => void;
  close: () => void;
}

export function openLine(url: string, ear: Ear): Line {
  const line = new WebSocket(url);
  line.addEventListener('open', () => ear.open());
  line.addEventListener('message', ({ data }) => ear.message(data));
  line.addEventListener('close', () => ear.close());
  return line;
}

/** Return the type of a message, if it is one of the service's. */
export function typeOf(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return (JSON.parse(data) as { type?: unknown } | null)?.type;
  } catch {
    return undefined;
  }
}

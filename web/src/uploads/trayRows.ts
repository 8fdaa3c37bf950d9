/** The rows of the uploads tray: which are shown, and in which order. */
import type { Queue, Stage, Upload } from './queue';

/** More rows than anybody reads would only make each step of progress slow. */
export const MOST_ROWS = 50;

/** What needs the person comes first, and what is over comes last. */
const ORDER: readonly (readonly Stage[])[] = [
  ['failed', 'rejected'],
  ['asking'],
  ['hashing', 'sending', 'settling', 'waiting'],
  ['skipped', 'cancelled'],
];

export interface Rows {
  shown: readonly Upload[];
  /** So many more there are than are shown. */
  more: number;
  /** What went well, and is folded. */
  ready: readonly Upload[];
}

export function rowsOf({ uploads }: Queue): Rows {
  const all = ORDER.flatMap((stages) => uploads.filter(({ stage }) => stages.includes(stage)));
  return {
    shown: all.slice(0, MOST_ROWS),
    more: Math.max(0, all.length - MOST_ROWS),
    ready: uploads.filter(({ stage }) => stage === 'ready'),
  };
}

/** The rows of the uploads tray: their selection and order. */
import type { Queue, Stage, Upload } from './queue';

/** Maximum number of rows: more than anyone reads would only slow down each progress update. */
export const MAX_ROWS = 50;

/** The order of stages: those that need the user first, finished ones last. */
const STAGE_ORDER: readonly (readonly Stage[])[] = [
  ['failed', 'rejected'],
  ['asking'],
  ['hashing', 'sending', 'processing', 'waiting'],
  ['skipped', 'cancelled'],
];

export interface TrayRows {
  shown: readonly Upload[];
  /** Number of uploads beyond those shown. */
  more: number;
  /** Successful uploads, which are collapsed. */
  ready: readonly Upload[];
}

export function rowsOf({ uploads }: Queue): TrayRows {
  const all = STAGE_ORDER.flatMap((stages) => uploads.filter(({ stage }) => stages.includes(stage)));
  return {
    shown: all.slice(0, MAX_ROWS),
    more: Math.max(0, all.length - MAX_ROWS),
    ready: uploads.filter(({ stage }) => stage === 'ready'),
  };
}

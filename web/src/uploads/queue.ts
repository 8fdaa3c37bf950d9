/** The upload queue as plain data: how far each file is, and which may start next. It does nothing by itself. */

/** How many files are read and sent at the same time. */
export const AT_A_TIME = 3;

/**
 * What a file goes through. `waiting`, `hashing` and `sending` are ours; while `settling`, the service looks at it; while
 * `asking`, the person is asked whether the same bytes are to be added once more.
 */
export type Stage =
  'waiting' | 'hashing' | 'asking' | 'sending' | 'settling' | 'ready' | 'rejected' | 'failed' | 'cancelled' | 'skipped';

export interface NewUpload {
  /** Made by the page: the same file may be dropped twice. */
  key: string;
  name: string;
  size: number;
  noteId?: string | undefined;
}

export interface Upload {
  key: string;
  name: string;
  size: number;
  noteId?: string | undefined;
  stage: Stage;
  /** How much of the present stage is done, from 0 to 1. */
  progress: number;
  /** Its bytes are kept on this device until they are sent: closing the page loses nothing. */
  isKept: boolean;
  /** Why it was rejected or failed, as a sentence for the reader. */
  reason?: string | undefined;
  /** Whether it may be tried again. */
  retryable: boolean;
}

export interface Queue {
  uploads: readonly Upload[];
  /** False from the moment that the network or the service is lost until it is tried again: nothing starts in between. */
  connected: boolean;
}

export type QueueEvent =
  | { type: 'added'; uploads: readonly NewUpload[] }
  | { type: 'started'; key: string }
  | { type: 'kept'; key: string }
  | { type: 'entered'; key: string; stage: 'asking' | 'sending' | 'settling' }
  | { type: 'answered'; key: string; isWanted: boolean }
  | { type: 'progressed'; key: string; progress: number }
  | { type: 'ready'; key: string }
  | { type: 'rejected'; key: string; reason: string }
  | { type: 'failed'; key: string; reason: string; retryable: boolean }
  | { type: 'disconnected'; key: string }
  | { type: 'connected' }
  | { type: 'cancelled'; key: string }
  | { type: 'retried'; key: string }
  | { type: 'dismissed'; key: string }
  | { type: 'cleared' };

export const emptyQueue: Queue = { uploads: [], connected: true };

/** The queue after an event. Events about an upload that is over already, or gone, change nothing. */
export function after(queue: Queue, event: QueueEvent): Queue {
  switch (event.type) {
    case 'added':
      return { ...queue, uploads: [...queue.uploads, ...event.uploads.map(begun)] };
    case 'connected':
      return { ...queue, connected: true };
    case 'disconnected':
      return { ...change(queue, event.key, isRunning, { stage: 'waiting', progress: 0 }), connected: false };
    case 'dismissed':
      return keep(queue, (upload) => upload.key !== event.key || !isOver(upload));
    case 'cleared':
      return keep(queue, (upload) => !isOver(upload));
    default:
      return step(queue, event);
  }
}

type Step = Exclude<QueueEvent, { type: 'added' | 'connected' | 'disconnected' | 'dismissed' | 'cleared' }>;

function step(queue: Queue, event: Step): Queue {
  switch (event.type) {
    case 'started':
      // From nowhere else: whoever is under way is never started once more.
      return change(queue, event.key, is('waiting'), { stage: 'hashing', progress: 0 });
    case 'kept':
      return change(queue, event.key, () => true, { isKept: true });
    case 'entered':
      return change(queue, event.key, isRunning, { stage: event.stage, progress: 0 });
    case 'answered':
      return change(queue, event.key, is('asking'), { stage: event.isWanted ? 'waiting' : 'skipped', progress: 0 });
    case 'progressed':
      return change(queue, event.key, isRunning, { progress: Math.min(1, Math.max(0, event.progress)) });
    case 'ready':
      return change(queue, event.key, isRunning, { stage: 'ready', progress: 1 });
    case 'rejected':
      return change(queue, event.key, isRunning, { stage: 'rejected', reason: event.reason, retryable: false });
    case 'failed':
      return change(queue, event.key, isRunning, { stage: 'failed', reason: event.reason, retryable: event.retryable });
    case 'cancelled':
      return change(queue, event.key, isRunning, { stage: 'cancelled', progress: 0, retryable: true });
    case 'retried':
      // Not kept until that is known anew: what was cancelled is on the device no longer.
      return change(queue, event.key, mayRetry, FRESH);
  }
}

/** The uploads to start now, in the order in which they were added. */
export function startable(queue: Queue): readonly Upload[] {
  if (!queue.connected) return [];
  const busy = queue.uploads.filter((upload) => upload.stage === 'hashing' || upload.stage === 'sending').length;
  return queue.uploads.filter(is('waiting')).slice(0, Math.max(0, AT_A_TIME - busy));
}

/** Whether leaving the page would lose something. Once the bytes have arrived, or are kept, nothing is lost. */
export function wouldLose(queue: Queue): boolean {
  return queue.uploads.some((upload) => isUnsent(upload) && !upload.isKept);
}

/** Whether its bytes are still to be sent, by itself or once the person tries again. */
export function isUnsent(upload: Upload): boolean {
  if (upload.stage === 'failed') return upload.retryable;
  return isRunning(upload) && upload.stage !== 'settling';
}

/** Whether anything is on its way right now, and not only waiting. */
export function isBusy(queue: Queue): boolean {
  return queue.uploads.some(({ stage }) => stage === 'hashing' || stage === 'sending');
}

export interface Summary {
  total: number;
  /** Still under way. */
  running: number;
  ready: number;
  /** Waiting for the person to say whether the same bytes are to be added again. */
  asking: number;
  skipped: number;
  /** Rejected or failed. */
  unsuccessful: number;
  /** Of everything that was neither cancelled nor skipped, from 0 to 1, by bytes. */
  progress: number;
}

/** The queue at a glance. */
export function summary(queue: Queue): Summary {
  const counted = queue.uploads.filter(({ stage }) => stage !== 'cancelled' && stage !== 'skipped');
  let bytes = 0;
  let done = 0;
  for (const upload of counted) {
    // An empty file counts a little, or else a queue of such files would never be done.
    const weight = upload.size + 1;
    bytes += weight;
    done += weight * overall(upload);
  }
  return {
    total: counted.length,
    running: counted.filter(isRunning).length,
    ready: counted.filter(is('ready')).length,
    asking: counted.filter(is('asking')).length,
    skipped: queue.uploads.filter(is('skipped')).length,
    unsuccessful: counted.filter((upload) => upload.stage === 'rejected' || upload.stage === 'failed').length,
    progress: bytes ? done / bytes : 0,
  };
}

/** How much of a whole upload is done, from 0 to 1: reading is a tenth of it. */
export function overall(upload: Upload): number {
  switch (upload.stage) {
    case 'waiting':
    case 'asking':
    case 'cancelled':
    case 'skipped':
      return 0;
    case 'hashing':
      return 0.1 * upload.progress;
    case 'sending':
      return 0.1 + 0.9 * upload.progress;
    default:
      return 1;
  }
}

/** Whether an upload is still on its way. */
export function isRunning(upload: Upload): boolean {
  return !isOver(upload);
}

const OVER: readonly Stage[] = ['ready', 'rejected', 'failed', 'cancelled', 'skipped'];

function isOver({ stage }: Upload): boolean {
  return OVER.includes(stage);
}

function mayRetry(upload: Upload): boolean {
  return isOver(upload) && upload.retryable;
}

function is(stage: Stage): (upload: Upload) => boolean {
  return (upload) => upload.stage === stage;
}

const FRESH = { stage: 'waiting', progress: 0, isKept: false, reason: undefined, retryable: false } as const;

function begun(upload: NewUpload): Upload {
  return { ...upload, ...FRESH };
}

function change(queue: Queue, key: string, applies: (upload: Upload) => boolean, changes: Partial<Upload>): Queue {
  return {
    ...queue,
    uploads: queue.uploads.map((upload) =>
      upload.key === key && applies(upload) ? { ...upload, ...changes } : upload,
    ),
  };
}

function keep(queue: Queue, wanted: (upload: Upload) => boolean): Queue {
  return { ...queue, uploads: queue.uploads.filter(wanted) };
}

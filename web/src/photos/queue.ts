/** The upload queue as plain data: how far each file is, and which may start next. It does nothing by itself. */

/** How many files are read and sent at the same time. */
export const AT_A_TIME = 3;

/** What a file goes through. `waiting`, `hashing` and `sending` are ours; while `settling`, the service looks at it. */
export type Stage = 'waiting' | 'hashing' | 'sending' | 'settling' | 'ready' | 'rejected' | 'failed' | 'cancelled';

export interface NewUpload {
  /** Made by the page: the same file may be dropped twice. */
  key: string;
  name: string;
  size: number;
  noteId?: string | undefined;
  /** Why it will not even be tried, where that is known beforehand. */
  refusal?: string | undefined;
}

export interface Upload {
  key: string;
  name: string;
  size: number;
  noteId?: string | undefined;
  stage: Stage;
  /** How much of the present stage is done, from 0 to 1. */
  progress: number;
  /** Why it was rejected or failed, as a sentence for the reader. */
  reason?: string | undefined;
  /** Whether it may be tried again. */
  retryable: boolean;
}

export interface Queue {
  uploads: readonly Upload[];
  /** False from the moment that the network is lost until it is back: nothing starts in between. */
  connected: boolean;
}

export type QueueEvent =
  | { type: 'added'; uploads: readonly NewUpload[] }
  | { type: 'entered'; key: string; stage: 'hashing' | 'sending' | 'settling' }
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
    case 'entered':
      return change(queue, event.key, isRunning, { stage: event.stage, progress: 0 });
    case 'progressed':
      return change(queue, event.key, isRunning, { progress: Math.min(1, Math.max(0, event.progress)) });
    case 'ready':
      return change(queue, event.key, isRunning, { stage: 'ready', progress: 1 });
    case 'rejected':
      return change(queue, event.key, isRunning, { stage: 'rejected', reason: event.reason, retryable: false });
    case 'failed':
      return change(queue, event.key, isRunning, { stage: 'failed', reason: event.reason, retryable: event.retryable });
    case 'disconnected':
      return { ...change(queue, event.key, isRunning, { stage: 'waiting', progress: 0 }), connected: false };
    case 'connected':
      return { ...queue, connected: true };
    case 'cancelled':
      return change(queue, event.key, isRunning, { stage: 'cancelled', progress: 0, retryable: true });
    case 'retried':
      return change(queue, event.key, (upload) => isOver(upload) && upload.retryable, {
        stage: 'waiting',
        progress: 0,
        reason: undefined,
        retryable: false,
      });
    case 'dismissed':
      return keep(queue, (upload) => upload.key !== event.key || !isOver(upload));
    case 'cleared':
      return keep(queue, (upload) => !isOver(upload));
  }
}

/** The uploads to start now, in the order in which they were added. */
export function startable(queue: Queue): readonly Upload[] {
  if (!queue.connected) return [];
  const busy = queue.uploads.filter((upload) => upload.stage === 'hashing' || upload.stage === 'sending').length;
  return queue.uploads.filter((upload) => upload.stage === 'waiting').slice(0, Math.max(0, AT_A_TIME - busy));
}

/** Whether leaving the page would lose something. Once the bytes have arrived, the service needs us no longer. */
export function wouldLose(queue: Queue): boolean {
  return queue.uploads.some(({ stage }) => stage === 'waiting' || stage === 'hashing' || stage === 'sending');
}

export interface Summary {
  total: number;
  /** Still under way. */
  running: number;
  ready: number;
  /** Rejected or failed. */
  unsuccessful: number;
  /** Of everything that was not cancelled, from 0 to 1, by bytes. */
  progress: number;
}

/** The queue at a glance. */
export function summary(queue: Queue): Summary {
  const counted = queue.uploads.filter((upload) => upload.stage !== 'cancelled');
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
    ready: counted.filter((upload) => upload.stage === 'ready').length,
    unsuccessful: counted.filter((upload) => upload.stage === 'rejected' || upload.stage === 'failed').length,
    progress: bytes ? done / bytes : 0,
  };
}

/** How much of a whole upload is done, from 0 to 1: reading is a tenth of it. */
export function overall(upload: Upload): number {
  switch (upload.stage) {
    case 'waiting':
    case 'cancelled':
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

function isOver({ stage }: Upload): boolean {
  return stage === 'ready' || stage === 'rejected' || stage === 'failed' || stage === 'cancelled';
}

function begun({ refusal, ...upload }: NewUpload): Upload {
  return { ...upload, stage: refusal ? 'failed' : 'waiting', progress: 0, reason: refusal, retryable: false };
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

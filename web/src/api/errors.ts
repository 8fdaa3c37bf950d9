/** What can come in place of an answer. */
import { wordsOf } from './problemWords';
import type { Problem } from './types';

/** Any answer that is not a success; its message is for a person, and `problem` holds what the service said. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(wordsOf(problem));
    this.name = 'ApiError';
    this.status = problem.status;
    this.problem = problem;
  }
}

/** No answer: there is no network, or nobody at the other end of it. */
export class Offline extends Error {
  constructor() {
    super('There is no connection.');
    this.name = 'Offline';
  }
}

/** Nobody is signed in any more, so nothing was asked for. */
export class SignedOut extends Error {
  constructor() {
    super('You are signed out.');
    this.name = 'SignedOut';
  }
}

/** What the service says went wrong; in words of ours where the answer is none of its own. */
export async function problemOf(response: Response): Promise<Problem> {
  const unknown: Problem = {
    type: 'about:blank',
    title: response.statusText || 'Error',
    status: response.status,
    detail: '',
    request_id: '',
    errors: [],
  };
  try {
    return { ...unknown, ...((await response.json()) as Partial<Problem>), status: response.status };
  } catch {
    return unknown;
  }
}

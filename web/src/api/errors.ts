/** Errors in place of an answer. */
import { messageOf } from './problemMessages';
import type { Problem } from './types';

/** A response that is not a success; its message is for the user, and `problem` is the service's problem document. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(messageOf(problem));
    this.name = 'ApiError';
    this.status = problem.status;
    this.problem = problem;
  }
}

/** No response: there is no network, or the service is unreachable. */
export class Offline extends Error {
  constructor() {
    super('There is no connection.');
    this.name = 'Offline';
  }
}

/** The error that no user is signed in any more, so that nothing was sent. */
export class SignedOut extends Error {
  constructor() {
    super('You are signed out.');
    this.name = 'SignedOut';
  }
}

/** Return the service's problem document, or one of our own if the response has none. */
export async function readProblem(response: Response): Promise<Problem> {
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

// SPDX-License-Identifier: MIT
import { NetError } from '../net-error';
import { reasonOf } from '../tcp/socket-errors';

/** Puts Node's error of a look-up into words. */
export function resolveError(error: NodeJS.ErrnoException, name: string): NetError {
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new NetError(
        'HOST_NOT_FOUND',
        `host "${name}" to have an address`,
        'its name was not found',
        undefined,
        error,
      );
    case 'ENODATA':
      return new NetError(
        'HOST_NOT_FOUND',
        `host "${name}" to have such a record`,
        'it has none',
        undefined,
        error,
      );
    default:
      return new NetError(
        'RESOLVE_FAILED',
        `an answer about host "${name}"`,
        reasonOf(error),
        undefined,
        error,
      );
  }
}

export function resolveTimeout(name: string, seconds: number): NetError {
  return new NetError('RESOLVE_TIMEOUT', `an answer about host "${name}"`, `none came for ${seconds} s`);
}

// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { expectHost, expectSeconds, wrongArgument } from '../argument-checks';
import { deadline } from '../deadline';
import { nodeModule } from '../node-backend';
import { resolveError, resolveTimeout } from './resolve-errors';

const DEFAULT_TIMEOUT_SECONDS = 10;

export interface ResolveHostOptions {
  /** 4 or 6 for addresses of one kind only. Default 0: both. */
  readonly family?: 0 | 4 | 6;
  /** Longest real time to wait. Default 10. */
  readonly timeoutSeconds?: number;
}

export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * Looks a host's addresses up, as the system does it for every program: its hosts file, its DNS servers.
 *
 * Cold. Emits one list, the system's favourite first, and completes. An address is its own answer.
 * **Cancellation:** unsubscribing drops the answer. The system itself cannot be stopped: a thread of Node's is busy until it
 * has answered.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error `HOST_NOT_FOUND`, `RESOLVE_TIMEOUT`, `RESOLVE_FAILED`
 * @example self.subscribe(resolveHost('localhost'), ([first]) => self.log(first!.address));
 */
export function resolveHost(
  name: string,
  options: ResolveHostOptions = {},
): Observable<readonly HostAddress[]> {
  const { family = 0 } = options;
  const host = expectHost(name);
  const seconds = expectSeconds('timeoutSeconds', options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
  if (![0, 4, 6].includes(family)) throw wrongArgument('family', '0, 4 or 6', family);

  return new Observable((subscriber) => {
    const { lookup } = nodeModule('dns', 'DNS');
    subscriber.add(deadline(seconds, () => subscriber.error(resolveTimeout(host, seconds))));
    lookup(host, { family, all: true, verbatim: true }, (error, addresses) => {
      if (error !== null) return subscriber.error(resolveError(error, host));
      subscriber.next(addresses as HostAddress[]);
      subscriber.complete();
    });
  });
}

// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { expectHost, expectSeconds, wrongArgument } from '../argument-checks';
import { deadline } from '../deadline';
import { nodeModule } from '../node-backend';
import { resolveError, resolveTimeout } from './resolve-errors';

const DEFAULT_TIMEOUT_SECONDS = 10;

export interface ResolveRecordsOptions {
  /** DNS servers to ask: `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`. Default: the system's. */
  readonly servers?: readonly string[];
  /** Longest real time to wait. Default 10. */
  readonly timeoutSeconds?: number;
}

/** Where a service is, as an SRV record says. The lowest `priority` is asked first; `weight` shares the load among equals. */
export interface ServiceRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** What the kinds of DNS records are read as; the strings of one TXT record are joined. */
export interface DnsRecords {
  readonly A: string;
  readonly AAAA: string;
  readonly CNAME: string;
  readonly SRV: ServiceRecord;
  readonly TXT: string;
}

type Callback = (error: NodeJS.ErrnoException | null, records: readonly unknown[]) => void;

/**
 * Asks DNS servers for the records of one kind that a name has.
 *
 * Cold. Emits one list and completes. The system's hosts file is not looked at; {@link resolveHost} does that.
 * **Cancellation:** unsubscribing stops the question and closes its sockets.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error `HOST_NOT_FOUND` (no such name, or it has no such
 *   record), `RESOLVE_TIMEOUT`, `RESOLVE_FAILED` (no server, or a bad answer)
 * @example self.subscribe(resolveRecords('_game._tcp.example.com', 'SRV'), (services) => …);
 */
export function resolveRecords<Kind extends keyof DnsRecords>(
  name: string,
  kind: Kind,
  options: ResolveRecordsOptions = {},
): Observable<readonly DnsRecords[Kind][]> {
  const host = expectHost(name);
  const seconds = expectSeconds('timeoutSeconds', options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
  const servers = options.servers?.map(expectServer);
  if (!['A', 'AAAA', 'CNAME', 'SRV', 'TXT'].includes(kind)) {
    throw wrongArgument('kind', 'A, AAAA, CNAME, SRV or TXT', kind);
  }

  return new Observable((subscriber) => {
    const resolver = new (nodeModule('dns', 'DNS').Resolver)();
    if (servers !== undefined) resolver.setServers(servers);
    const answer: Callback = (error, records) => {
      // What was stopped is answered too, as cancelled.
      if (subscriber.closed) return;
      if (error !== null) return subscriber.error(resolveError(error, host));
      const texts = kind === 'TXT' ? (records as string[][]).map((parts) => parts.join('')) : records;
      subscriber.next(texts as DnsRecords[Kind][]);
      subscriber.complete();
    };
    resolver.resolve(host, kind, answer as () => void);
    subscriber.add(deadline(seconds, () => subscriber.error(resolveTimeout(host, seconds))));
    return () => resolver.cancel();
  });
}

function expectServer(server: string): string {
  const isAddress =
    /^(\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?|[0-9a-f:.]*:[0-9a-f:.]*|\[[0-9a-f:.]+\](:\d{1,5})?)$/i;
  if (isAddress.test(server)) return server;
  throw wrongArgument('servers', 'addresses like "192.0.2.1" or "192.0.2.1:53"', server);
}

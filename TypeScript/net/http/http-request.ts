// SPDX-License-Identifier: MIT
import { Observable, type Subscriber } from 'rxjs';
import { NetError, placeText } from '../net-error';
import { ClientExchange } from './client-exchange';
import type { HttpMessage } from './http-message';
import {
  redirectPlan,
  requestPlan,
  requestTarget,
  type HttpRequestOptions,
  type RequestPlan,
} from './request-plan';

/** The answer of a server. Its body is still on its way, and goes with the subscription it came from. */
export interface HttpResponse extends HttpMessage {
  readonly status: number;
  /** Whether the status is 200 to 299. */
  readonly isOk: boolean;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** Each `Set-Cookie` header; they cannot be joined. */
  readonly setCookies: readonly string[];
}

/**
 * Sends an HTTP request for each subscriber, over a connection of its own.
 *
 * Cold. Emits one response when its headers are there, whatever its status; completes when the response is over: read to
 * its end, cut, or given up. What goes wrong from then on is told to who reads the body.
 * **Cancellation:** unsubscribing destroys the connection, whatever state it is in, before it returns: read the body while
 * subscribed, as `mergeMap` does and `firstValueFrom` does not.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error `HOST_NOT_FOUND`, `CONNECTION_REFUSED`,
 *   `CONNECT_TIMEOUT`, `TLS_FAILED`, `CONNECTION_RESET`, `RESPONSE_TIMEOUT`, `BAD_RESPONSE`, `HEADERS_TOO_LARGE`,
 *   `TOO_MANY_REDIRECTS`, `PEER_TOO_SLOW` (it does not read our body), or what the stream of our body failed with
 * @example
 * self.subscribe(httpRequest({ url }).pipe(mergeMap((response) => response.json())), (world) => …);
 */
export function httpRequest(options: HttpRequestOptions): Observable<HttpResponse> {
  const plan = requestPlan(options);
  return new Observable<HttpResponse>((subscriber) => {
    const call = new HttpCall(plan, subscriber);
    return () => call.cancel();
  });
}

/** A request with its redirects. */
class HttpCall {
  private exchange: ClientExchange | undefined;
  private redirects = 0;

  constructor(
    plan: RequestPlan,
    private readonly subscriber: Subscriber<HttpResponse>,
  ) {
    this.send(plan, plan.url);
  }

  cancel(): void {
    this.exchange?.cancel();
  }

  private send(plan: RequestPlan, url: string): void {
    const target = requestTarget(url);
    const exchange = new ClientExchange(plan, target, {
      redirected: (status, location) => {
        exchange.cancel();
        this.follow(exchange, status, location);
      },
      responded: (response) => this.subscriber.next(response),
      failed: (error) => this.subscriber.error(error),
      ended: () => this.subscriber.complete(),
    });
    this.exchange = exchange;
    exchange.begin();
  }

  private follow({ plan, target }: ClientExchange, status: number, location: string): void {
    const at = placeText(target);
    this.redirects += 1;
    if (this.redirects > plan.maxRedirects) {
      const expected = `at most ${plan.maxRedirects} redirects from ${at}`;
      return this.subscriber.error(
        new NetError('TOO_MANY_REDIRECTS', expected, 'there was one more', target),
      );
    }
    let to;
    try {
      to = requestTarget(location, target.url);
    } catch (error) {
      const came = `it was ${JSON.stringify(location.slice(0, 60))}`;
      const expected = `a redirect from ${at} to an address of http or https`;
      return this.subscriber.error(new NetError('BAD_RESPONSE', expected, came, target, error));
    }
    this.send(redirectPlan(plan, status, target, to), to.url);
  }
}

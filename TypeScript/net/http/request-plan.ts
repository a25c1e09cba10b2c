// SPDX-License-Identifier: MIT
import { expectCount, expectSeconds, wrongArgument } from '../argument-checks';
import { nodeModule } from '../node-backend';
import type { NetPlace } from '../net-error';
import { expectTls, type TlsOptions } from '../tcp/tls-options';
import { expectHeaders, hasHeader } from './http-headers';
import type { HttpBody, HttpHeaders } from './http-message';
import { expectBody, isStream } from './outgoing-body';

export interface HttpRequestOptions {
  /** `http://` or `https://`, without user name. */
  readonly url: string;
  /** Default GET, with a body POST. */
  readonly method?: string;
  readonly headers?: HttpHeaders;
  /** What to send. A stream is subscribed to once the connection is there. */
  readonly body?: HttpBody;
  /** Longest real time until there is a connection, its name resolved and TLS agreed on. Default 10. */
  readonly connectTimeoutSeconds?: number;
  /** Longest real time from the last piece that was sent to the end of the answer's headers. Default 30. */
  readonly timeoutSeconds?: number;
  /** Longest real time without a byte of the body while a reader has room for it. Default 30. */
  readonly idleTimeoutSeconds?: number;
  /** Most bytes of the answer's headers. Default 16 KiB. */
  readonly maxHeaderBytes?: number;
  /** Most bytes of the answer's body. Default 1 MiB where it is read as a whole, and no limit for `bytes()`. */
  readonly maxBodyBytes?: number;
  /** Most bytes of our body that may wait for a server that does not read. Default 1 MiB. */
  readonly maxWaitingBytes?: number;
  /** Most redirects to follow; 0 hands a redirect over as an answer. Default 5. */
  readonly maxRedirects?: number;
  /** How an `https` server is known. */
  readonly tls?: TlsOptions;
}

/** The options, checked and complete. */
export interface RequestPlan {
  readonly url: string;
  readonly method: string;
  readonly headers: HttpHeaders;
  readonly body: HttpBody | undefined;
  readonly connectTimeoutSeconds: number;
  readonly timeoutSeconds: number;
  readonly idleTimeoutSeconds: number;
  readonly maxHeaderBytes: number;
  readonly maxBodyBytes: number | undefined;
  readonly maxWaitingBytes: number;
  readonly maxRedirects: number;
  readonly tls: TlsOptions;
}

/** Where a request goes. */
export interface RequestTarget extends NetPlace {
  readonly url: string;
  readonly origin: string;
  readonly isSecure: boolean;
  /** What the Host header says. */
  readonly host: string;
  readonly path: string;
}

/** @throws {NetError} `ARGUMENT` */
export function requestPlan(options: HttpRequestOptions): RequestPlan {
  const { url, headers = {}, body, maxBodyBytes } = options;
  const method = options.method ?? (body === undefined ? 'GET' : 'POST');
  if (typeof url !== 'string' || !/^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/i.test(url)) {
    throw wrongArgument('url', 'like "http://127.0.0.1:8080/world"', url);
  }
  if (!/^[A-Z]+$/.test(method) || method === 'CONNECT') throw wrongArgument('method', 'like "GET"', method);
  return {
    url,
    method,
    headers: expectHeaders({ ...headers }),
    body: body === undefined ? undefined : expectBody(body),
    connectTimeoutSeconds: expectSeconds('connectTimeoutSeconds', options.connectTimeoutSeconds ?? 10),
    timeoutSeconds: expectSeconds('timeoutSeconds', options.timeoutSeconds ?? 30),
    idleTimeoutSeconds: expectSeconds('idleTimeoutSeconds', options.idleTimeoutSeconds ?? 30),
    maxHeaderBytes: expectCount('maxHeaderBytes', options.maxHeaderBytes ?? 16 * 1024),
    maxBodyBytes: maxBodyBytes === undefined ? undefined : expectCount('maxBodyBytes', maxBodyBytes, 0),
    maxWaitingBytes: expectCount('maxWaitingBytes', options.maxWaitingBytes ?? 1024 * 1024),
    maxRedirects: expectCount('maxRedirects', options.maxRedirects ?? 5, 0),
    tls: expectTls(options.tls ?? {}),
  };
}

/** @throws {NetError} `ARGUMENT` if it is no address of the web after all */
export function requestTarget(text: string, base?: string): RequestTarget {
  const { URL } = nodeModule('url', 'HTTP');
  let url;
  try {
    url = new URL(text, base);
  } catch {
    throw wrongArgument('url', 'an address', text);
  }
  const isSecure = url.protocol === 'https:';
  if (!isSecure && url.protocol !== 'http:') throw wrongArgument('url', 'an address of http or https', text);
  return {
    url: url.href,
    origin: url.origin,
    isSecure,
    host: url.host,
    address: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    path: url.pathname + url.search,
  };
}

/** What to ask for where a redirect leads: a form is not sent twice, and secrets are for one server only. */
export function redirectPlan(
  plan: RequestPlan,
  status: number,
  from: RequestTarget,
  to: RequestTarget,
): RequestPlan {
  const isRead = plan.method === 'GET' || plan.method === 'HEAD';
  const becomesGet =
    !isRead && (status === 303 || ((status === 301 || status === 302) && plan.method === 'POST'));
  const dropped = [
    'host',
    ...(becomesGet ? ['content-type', 'content-encoding', 'content-language', 'content-location'] : []),
    ...(from.origin === to.origin ? [] : ['authorization', 'cookie', 'proxy-authorization']),
  ];
  const headers = Object.entries(plan.headers).filter(([name]) => !dropped.includes(name.toLowerCase()));
  return {
    ...plan,
    ...(becomesGet ? { method: 'GET', body: undefined } : {}),
    headers: Object.fromEntries(headers),
  };
}

/** The headers of a request, with those that are set by themselves. */
export function requestHeaders(plan: RequestPlan, target: RequestTarget): Record<string, string | number> {
  const { headers, body } = plan;
  const length =
    body === undefined || isStream(body)
      ? undefined
      : typeof body === 'string'
        ? Buffer.byteLength(body)
        : body.byteLength;
  return {
    ...(hasHeader(headers, 'host') ? {} : { Host: target.host }),
    ...(hasHeader(headers, 'accept') ? {} : { Accept: '*/*' }),
    ...(typeof body !== 'string' || hasHeader(headers, 'content-type')
      ? {}
      : { 'Content-Type': 'text/plain; charset=utf-8' }),
    ...headers,
    ...(length === undefined ? {} : { 'Content-Length': length }),
    ...(body !== undefined && isStream(body) ? { 'Transfer-Encoding': 'chunked' } : {}),
  };
}

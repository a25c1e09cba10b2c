// SPDX-License-Identifier: MIT
import { wrongArgument } from '../argument-checks';
import { NetError, type NetErrorCode } from '../net-error';
import type { HttpRequest } from './http-server-request';

/**
 * Answers the requests of a route, at once or as a coroutine.
 *
 * @param context - what {@link HttpRouter} was handed: the task that serves the request, say
 */
export type HttpHandler<Context, Wait> = (
  request: HttpRequest,
  context: Context,
) => Generator<Wait, unknown, unknown> | void;

/** Serves one request: as the body of a task, so that the one who owns the task hears of what a handler throws. */
export type HttpRouter<Context, Wait> = (
  request: HttpRequest,
  context: Context,
) => Generator<Wait, void, unknown>;

interface Route {
  readonly method: string;
  /** Parts of the path: text, `:name`, or a last `*`. */
  readonly parts: readonly string[];
}

/**
 * Makes a router of a table of handlers by method and path.
 *
 * A part `:name` of a path stands for any one part, a last `*` for all the rest; both are in `request.params`. A part that
 * is spelt out goes before a `:name`, and that before `*`. GET answers HEAD too; OPTIONS, a wrong method (405) and an
 * unknown path (404) are answered by the router. A handler that throws leaves a 500 and its task failed, unless it is the
 * request's fault, as JSON that is none (400); one that is cancelled before it has answered leaves a 503.
 * @throws {NetError} `ARGUMENT` for a route that is none, or is there twice
 * @example
 * const routes = httpRoutes({
 *   'GET /world': (request, self: TaskScope) => void request.respondJson({ seconds: self.world!.seconds }),
 * });
 * self.subscribe(listenHttp({ port: 8080 }), (event) => {
 *   if (event.type === 'request') self.spawn((task) => routes(event.request, task));
 * });
 */
export function httpRoutes<Context, Wait = never>(
  table: Readonly<Record<string, HttpHandler<Context, Wait>>>,
): HttpRouter<Context, Wait> {
  const routes = Object.entries(table).map(([text, handler]) => ({ ...parseRoute(text), handler }));
  routes.sort((one, other) => compareParts(one.parts, other.parts));
  routes.forEach((route, at) => {
    const twin = routes
      .slice(0, at)
      .find((other) => other.method === route.method && isSamePath(other, route));
    if (twin !== undefined)
      throw wrongArgument('routes', 'different ones', `${route.method} ${pathOf(route)}`);
  });

  return function* serve(request, context) {
    const parts = decodeParts(request.path);
    if (parts === undefined)
      return void request.respond({ status: 400, body: 'the path cannot be decoded\n' });
    const fitting = routes.filter((route) => fits(route.parts, parts));
    const method =
      request.method === 'HEAD' && !fitting.some((r) => r.method === 'HEAD') ? 'GET' : request.method;
    const route = fitting.find((candidate) => candidate.method === method);
    if (route === undefined) return refuse(request, fitting);
    Object.assign(request, { params: paramsOf(route.parts, parts) });
    let isDone = false;
    try {
      const running = route.handler(request, context);
      if (running !== undefined) yield* running;
      isDone = true;
    } catch (error) {
      isDone = true;
      const status = statusOf(error);
      request.respond({
        status: status ?? 500,
        body: status === undefined ? 'it went wrong here\n' : messageOf(error),
      });
      if (status === undefined) throw error;
    } finally {
      if (!isDone) request.respond({ status: 503, body: 'it was cancelled here\n' });
    }
  };
}

/** What a request can be at fault for, and what it is told. */
const FAULTS: Partial<Record<NetErrorCode, number>> = {
  BAD_REQUEST: 400,
  BODY_NOT_JSON: 400,
  BODY_TOO_LARGE: 413,
  CONNECTION_RESET: 400,
  REQUEST_TIMEOUT: 408,
};

function statusOf(error: unknown): number | undefined {
  return error instanceof NetError ? FAULTS[error.code] : undefined;
}

function messageOf(error: unknown): string {
  return `${(error as Error).message}\n`;
}

function refuse(request: HttpRequest, fitting: readonly Route[]): void {
  if (fitting.length === 0) return void request.respond({ status: 404, body: 'there is no such path\n' });
  const methods = new Set(fitting.map(({ method }) => method));
  if (methods.has('GET')) methods.add('HEAD');
  const allow = [...methods, 'OPTIONS'].join(', ');
  if (request.method !== 'OPTIONS') {
    const body = `there is ${allow} here, and no ${request.method}\n`;
    return void request.respond({ status: 405, headers: { Allow: allow }, body });
  }
  // A browser asks so before it lets a page of another, allowed origin do more than read.
  const asked = request.headers['access-control-request-headers'];
  const mayAsk = {
    'Access-Control-Allow-Methods': allow,
    ...(asked === undefined ? {} : { 'Access-Control-Allow-Headers': asked }),
  };
  const isPreflight = request.headers['access-control-request-method'] !== undefined;
  request.respond({ status: 204, headers: { Allow: allow, ...(isPreflight ? mayAsk : {}) } });
}

function parseRoute(text: string): Route {
  const match = /^([A-Z]+) (\/\S*)$/.exec(text);
  const parts = match?.[2]!.slice(1).split('/') ?? [];
  const isWrong = parts.some((part, at) =>
    part === '*' ? at < parts.length - 1 : part === ':' || part.includes('*'),
  );
  if (match === null || isWrong)
    throw wrongArgument('routes', 'like "GET /actors/:label" or "GET /files/*"', text);
  return { method: match[1]!, parts };
}

function pathOf({ parts }: Route): string {
  return `/${parts.join('/')}`;
}

/** Undefined where it is not percent-encoded as it must be. */
function decodeParts(path: string): string[] | undefined {
  try {
    return path.slice(1).split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function fits(route: readonly string[], parts: readonly string[]): boolean {
  const isOpen = route[route.length - 1] === '*';
  if (isOpen ? parts.length < route.length : parts.length !== route.length) return false;
  return route.every((part, at) => {
    if (part === '*' && at === route.length - 1) return true;
    return part.startsWith(':') ? parts[at] !== '' : part === parts[at];
  });
}

function paramsOf(route: readonly string[], parts: readonly string[]): Record<string, string> {
  const params = Object.create(null) as Record<string, string>;
  route.forEach((part, at) => {
    if (part === '*') params['*'] = parts.slice(at).join('/');
    else if (part.startsWith(':')) params[part.slice(1)] = parts[at]!;
  });
  return params;
}

/** What is spelt out first, then names, then the rest. */
function compareParts(one: readonly string[], other: readonly string[]): number {
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    const difference = rank(one[at]!) - rank(other[at]!);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

function rank(part: string): number {
  return part === '*' ? 2 : part.startsWith(':') ? 1 : 0;
}

function isSamePath(one: Route, other: Route): boolean {
  const plain = ({ parts }: Route): string =>
    parts.map((part) => (part.startsWith(':') ? ':' : part)).join('/');
  return plain(one) === plain(other);
}

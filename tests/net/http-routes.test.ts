// SPDX-License-Identifier: MIT
import { NetError, httpRoutes, type HttpHandler, type HttpRequest } from '../../TypeScript/net';
import { ask, closeHttpServers, ourHttpServer } from './http-peers';
import { closeAll, thrownBy } from './peers';

afterEach(async () => {
  closeHttpServers();
  await closeAll();
});

type Table = Record<string, HttpHandler<string, number>>;

/** A server whose requests run as coroutines, and what they threw. */
async function serve(table: Table): Promise<{ url: string; thrown: unknown[]; running: Generator[] }> {
  const routes = httpRoutes(table);
  const thrown: unknown[] = [];
  const running: Generator[] = [];
  const server = await ourHttpServer({}, (request) => {
    const task = routes(request, 'the context');
    running.push(task);
    try {
      task.next();
    } catch (error) {
      thrown.push(error);
    }
  });
  return { url: server.url, thrown, running };
}

const says = (request: HttpRequest, text: string): void => {
  request.respond({ body: `${text} ${JSON.stringify(request.params)}` });
};

describe('httpRoutes', () => {
  it.each([
    ['GET', '/', 'root {}'],
    ['GET', '/actors', 'all {}'],
    ['POST', '/actors', 'new {}'],
    ['GET', '/actors?label=Luke', 'all {}'],
    ['GET', '/actors/Han%20Solo', 'one {"label":"Han Solo"}'],
    ['GET', '/actors/first', 'first {}'],
    ['GET', '/actors/a/b', 'part {"label":"a","part":"b"}'],
    ['GET', '/actors/a%2Fb', 'one {"label":"a/b"}'],
    ['GET', '/files/a/b/c', 'file {"*":"a/b/c"}'],
    ['GET', '/actors/__proto__', 'one {"label":"__proto__"}'],
  ])('finds who answers %s %s', async (method, path, text) => {
    const { url } = await serve({
      'GET /files/*': (request) => says(request, 'file'),
      'GET /actors/:label': (request) => says(request, 'one'),
      'GET /actors/first': (request) => says(request, 'first'),
      'GET /actors/:label/:part': (request) => says(request, 'part'),
      'GET /actors': (request) => says(request, 'all'),
      'POST /actors': (request) => says(request, 'new'),
      'GET /': (request) => says(request, 'root'),
    });

    expect((await ask(url + path, { method })).text).toBe(text);
  });

  const TABLE: Table = {
    'GET /world': (request) => says(request, 'world'),
    'POST /world': (request) => says(request, 'new world'),
  };

  it.each([
    ['GET', '/nowhere', 404, undefined],
    ['GET', '/world/', 404, undefined],
    ['DELETE', '/world', 405, 'GET, POST, HEAD, OPTIONS'],
    ['OPTIONS', '/world', 204, 'GET, POST, HEAD, OPTIONS'],
    ['HEAD', '/world', 200, undefined],
    ['GET', '/%zz', 400, undefined],
  ])('answers %s %s with %i', async (method, path, status, allow) => {
    const { url } = await serve(TABLE);

    const answer = await ask(url + path, { method });

    expect(answer.status).toBe(status);
    expect(answer.headers.allow).toBe(allow);
  });

  it('tells a browser what a page of an allowed origin may ask', async () => {
    const routes = httpRoutes(TABLE);
    const { url } = await ourHttpServer({ allowedOrigins: ['https://game.example'] }, (request) => {
      routes(request, '').next();
    });

    const { headers } = await ask(`${url}/world`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://game.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    });

    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://game.example',
      'access-control-allow-methods': 'GET, POST, HEAD, OPTIONS',
      'access-control-allow-headers': 'content-type',
    });
  });

  it('hands the context over, and lets a coroutine wait', async () => {
    const { url, running } = await serve({
      'GET /': function* (request, context) {
        yield 7;
        request.respond({ body: context });
      },
    });

    const answer = ask(url);
    while (running.length === 0) await new Promise((resolve) => setImmediate(resolve));
    running[0]!.next();

    expect((await answer).text).toBe('the context');
  });

  it.each<[string, HttpHandler<string, number>]>([
    [
      'a function',
      () => {
        throw new Error('no fuel');
      },
    ],
    [
      'a coroutine',

      function* () {
        throw new Error('no fuel');
      },
    ],
  ])('answers 500 for %s that throws, and leaves the error to its task', async (_, handler) => {
    const { url, thrown } = await serve({ 'GET /': handler });

    expect(await ask(url)).toMatchObject({ status: 500, text: 'it went wrong here\n' });
    expect(thrown).toEqual([new Error('no fuel')]);
  });

  it('answers 400 for what is the fault of the request, which is no error here', async () => {
    const { url, thrown } = await serve({
      'GET /': () => {
        throw new NetError('BODY_NOT_JSON', 'JSON', 'got something else');
      },
    });

    expect(await ask(url)).toMatchObject({
      status: 400,
      text: 'Expected JSON, but got something else\n',
    });
    expect(thrown).toEqual([]);
  });

  it('answers 503 for a coroutine that is ended', async () => {
    const { url, running } = await serve({
      'GET /': function* () {
        yield 7;
      },
    });

    const answer = ask(url);
    while (running.length === 0) await new Promise((resolve) => setImmediate(resolve));
    running[0]!.return(undefined);

    expect(await answer).toMatchObject({ status: 503, text: 'it was cancelled here\n' });
  });

  it.each([
    ['GET world'],
    ['get /world'],
    ['/world'],
    ['GET /*/world'],
    ['GET /a*'],
    ['GET /:'],
    ['GET /a b'],
  ])('refuses the route "%s"', (route) => {
    expect(thrownBy(() => httpRoutes({ [route]: () => undefined }))).toMatchObject({ code: 'ARGUMENT' });
  });

  it('refuses two routes for the same path', () => {
    const table = { 'GET /actors/:label': () => undefined, 'GET /actors/:name': () => undefined };

    expect(thrownBy(() => httpRoutes(table))).toMatchObject({ code: 'ARGUMENT' });
  });
});

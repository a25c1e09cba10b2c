import { defer, type Observable } from 'rxjs';
import type * as Net from '../../TypeScript/net';

describe('net without a Node backend', () => {
  let net: typeof Net;

  beforeEach(() => {
    jest.isolateModules(() => {
      jest.doMock('node:net', () => {
        throw new Error('can not find node:net');
      });
      net = jest.requireActual<typeof Net>('../../TypeScript/net');
    });
  });

  afterEach(() => {
    jest.dontMock('node:net');
  });

  it('can be imported, and streams can be made', () => {
    expect(() => [net.connectTcp({ port: 1 }), net.listenTcp({ port: 0 })]).not.toThrow();
  });

  it.each<[string, () => Observable<unknown>]>([
    ['connectTcp', () => net.connectTcp({ port: 1 })],
    ['listenTcp', () => net.listenTcp({ port: 0 })],
  ])('says at the first use of %s which backend is needed', (_, source) => {
    const errors: Net.NetError[] = [];

    source().subscribe({ error: (error: Net.NetError) => errors.push(error) });

    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      name: 'NetError',
      code: 'NET_UNAVAILABLE',
      message:
        'Expected PuerTS\'s Node backend for TCP (UseNodejs in JsEnv.Build.cs), but this JavaScript engine has no module "node:net"',
      cause: { message: 'can not find node:net' },
    });
  });
});

describe('HTTP and DNS without a Node backend', () => {
  const MODULES = ['node:dns', 'node:http', 'node:url'];
  let net: typeof Net;

  beforeEach(() => {
    jest.isolateModules(() => {
      for (const name of MODULES) {
        jest.doMock(name, () => {
          throw new Error(`can not find ${name}`);
        });
      }
      net = jest.requireActual<typeof Net>('../../TypeScript/net');
    });
  });

  afterEach(() => MODULES.forEach((name) => jest.dontMock(name)));

  it.each<[string, string, string, () => Observable<unknown>]>([
    ['httpRequest', 'HTTP', 'node:url', () => net.httpRequest({ url: 'http://localhost/' })],
    ['listenHttp', 'HTTP', 'node:http', () => net.listenHttp({ port: 0 })],
    ['resolveHost', 'DNS', 'node:dns', () => net.resolveHost('localhost')],
    ['resolveRecords', 'DNS', 'node:dns', () => net.resolveRecords('localhost', 'A')],
  ])('says at the first use of %s which backend is needed', (_, what, module, source) => {
    const errors: Net.NetError[] = [];
    const made = source();

    made.subscribe({ error: (error: Net.NetError) => errors.push(error) });

    expect(errors).toEqual([
      expect.objectContaining({
        code: 'NET_UNAVAILABLE',
        message: `Expected PuerTS's Node backend for ${what} (UseNodejs in JsEnv.Build.cs), but this JavaScript engine has no module "${module}"`,
      }),
    ]);
  });
});

describe('all that needs a Node backend, without one', () => {
  const MODULES = 'crypto dns fs http https net path stream string_decoder timers tls url zlib'.split(' ');
  const LIBRARIES = ['ioredis', 'ssh2', 'ws'].map(
    (name) => `../../Content/JavaScript/transient-loop/libraries/${name}.js`,
  );
  const ALL = [...MODULES.map((name) => `node:${name}`), ...LIBRARIES];
  const ssh = { port: 0, hostKeyFile: 'key', password: 'x', commands: {} };
  let net: typeof Net;

  beforeEach(() => {
    jest.isolateModules(() => {
      for (const name of ALL) {
        jest.doMock(name, () => {
          throw new Error(`can not find ${name}`);
        });
      }
      net = jest.requireActual<typeof Net>('../../TypeScript/net');
    });
  });

  afterEach(() => ALL.forEach((name) => jest.dontMock(name)));

  it.each<[string, () => Observable<unknown>]>([
    ['connectTcp', () => net.connectTcp({ port: 1 })],
    ['listenTcp', () => net.listenTcp({ port: 0 })],
    ['httpRequest', () => net.httpRequest({ url: 'http://127.0.0.1:1' })],
    ['listenHttp', () => net.listenHttp({ port: 0 })],
    ['connectWebSocket', () => net.connectWebSocket({ url: 'ws://127.0.0.1:1' })],
    ['listenWebSocket', () => net.listenWebSocket({ port: 0 })],
    ['connectRedis', () => net.connectRedis({ url: 'redis://127.0.0.1' })],
    ['subscribeRedis', () => net.subscribeRedis({ url: 'redis://127.0.0.1', channel: 'news' })],
    ['resolveHost', () => net.resolveHost('localhost')],
    ['connectIcy', () => net.connectIcy({ url: 'http://127.0.0.1:1' })],
    ['listenSsh', () => net.listenSsh(ssh)],
  ])('%s is one clear error', async (_, source) => {
    const errors = await new Promise<Net.NetError>((resolve, reject) =>
      // Some look at their arguments with Node's help, and say it at the call.
      defer(source).subscribe({ error: resolve, complete: () => reject(new Error('it completed')) }),
    );

    expect(errors).toMatchObject({ name: 'NetError', code: 'NET_UNAVAILABLE' });
    expect(errors.message).toMatch(
      /^Expected PuerTS's Node backend for .* \(UseNodejs in JsEnv\.Build\.cs\), but /,
    );
    expect(errors.message).not.toContain('\n');
  });
});

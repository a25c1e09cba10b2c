import { checkHostAndOrigin, expectHostLists, type HostCheckOptions } from '../../TypeScript/net/host-check';
import { thrownBy } from './peers';

const HERE = { address: '127.0.0.1', port: 8080 };

function check(host: string | undefined, origin?: string, options: HostCheckOptions = {}): string | null {
  return checkHostAndOrigin({ host, origin }, { ...options, boundAddress: HERE });
}

describe('checkHostAndOrigin', () => {
  it.each(['localhost:8080', 'LOCALHOST:8080', 'localhost.:8080', 'game.localhost:8080', '127.0.0.1:8080'])(
    'takes the local name %s',
    (host) => expect(check(host)).toBeNull(),
  );

  it('takes the address it listens at, and local names without port on the ports of HTTP', () => {
    const at = (address: string, port: number, host: string): string | null =>
      checkHostAndOrigin({ host }, { boundAddress: { address, port } });

    expect(at('::1', 8080, '[::1]:8080')).toBeNull();
    expect(at('192.168.0.7', 8080, '192.168.0.7:8080')).toBeNull();
    expect(at('127.0.0.1', 80, 'localhost')).toBeNull();
    expect(at('127.0.0.1', 443, 'localhost')).toBeNull();
    expect(at('0.0.0.0', 8080, 'localhost:8080')).toBeNull();
    expect(at('0.0.0.0', 8080, '0.0.0.0:8080')).not.toBeNull();
    expect(at('0.0.0.0', 8080, '192.168.0.7:8080')).not.toBeNull();
  });

  it.each([
    'evil.example:8080',
    'localhost:8081',
    'localhost',
    'localhost.evil.example:8080',
    'notlocalhost:8080',
    '127.0.0.1.evil.example:8080',
    '127.evil.example:8080',
    'user@localhost:8080',
    'localhost:8080@evil.example',
    'localhost:8080/path',
    'localhost:8080, evil.example',
    'localhost:*',
    'localhost:99999',
    ' localhost:8080',
    'localhost:8080\n',
    '[::1:8080',
    '',
    '.',
    ':8080',
  ])('refuses the host %j', (host) => {
    expect(check(host)).toBe(
      `Expected a Host header that names this server (127.0.0.1:8080), but got ${JSON.stringify(host)}`,
    );
  });

  it('refuses a request without Host', () => {
    expect(check(undefined)).toMatch(/there was none$/);
  });

  it('takes the hosts it is told to, with the port they have', () => {
    const options = { allowedHosts: ['Game.Example', 'proxy.example:443', 'any.example:*'] };

    expect(check('game.example:8080', undefined, options)).toBeNull();
    expect(check('proxy.example', undefined, options)).toBeNull();
    expect(check('proxy.example:443', undefined, options)).toBeNull();
    expect(check('any.example:1', undefined, options)).toBeNull();
    expect(check('localhost:8080', undefined, options)).toBeNull();
    expect(check('game.example:8081', undefined, options)).not.toBeNull();
    expect(check('proxy.example:8080', undefined, options)).not.toBeNull();
    expect(check('sub.game.example:8080', undefined, options)).not.toBeNull();
    expect(check('evil.example:8080', undefined, options)).not.toBeNull();
  });

  it.each([
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'https://localhost:8080',
    'HTTP://LOCALHOST:8080',
  ])('takes the origin %s', (origin) => expect(check('localhost:8080', origin)).toBeNull());

  it.each([
    'null',
    'http://localhost',
    'http://localhost:3000',
    'http://evil.example',
    'http://evil.example:8080',
    'http://localhost:8080.evil.example',
    'http://localhost:8080/',
    'file://localhost:8080',
    'chrome-extension://abc',
    'localhost:8080',
    '',
  ])('refuses the origin %j', (origin) => {
    expect(check('localhost:8080', origin)).toBe(
      `Expected no Origin header or one of this server's own pages, but got ${JSON.stringify(origin)}`,
    );
  });

  it('takes the origins it is told to, and those of the allowed hosts', () => {
    const options = {
      allowedHosts: ['proxy.example:443'],
      allowedOrigins: ['https://Page.Example', 'chrome-extension://abc'],
    };

    expect(check('localhost:8080', 'https://page.example', options)).toBeNull();
    expect(check('localhost:8080', 'https://page.example:443', options)).toBeNull();
    expect(check('localhost:8080', 'chrome-extension://abc', options)).toBeNull();
    expect(check('proxy.example', 'https://proxy.example', options)).toBeNull();
    expect(check('localhost:8080', 'http://page.example', options)).not.toBeNull();
    expect(check('localhost:8080', 'http://proxy.example', options)).not.toBeNull();
    expect(check('localhost:8080', 'https://page.example:444', options)).not.toBeNull();
  });

  it('refuses more than one origin', () => {
    const origin = ['http://localhost:8080', 'http://localhost:8080'];

    expect(checkHostAndOrigin({ host: 'localhost:8080', origin }, { boundAddress: HERE })).not.toBeNull();
  });

  it('checks nothing where a star stands', () => {
    expect(check('evil.example', undefined, { allowedHosts: ['*'] })).toBeNull();
    expect(check('evil.example', 'http://evil.example', { allowedHosts: ['*'] })).not.toBeNull();
    expect(check('localhost:8080', 'null', { allowedOrigins: ['*'] })).toBeNull();
  });

  it('cuts what it quotes', () => {
    expect(check('x'.repeat(10_000))!.length).toBeLessThan(200);
  });
});

describe('expectHostLists', () => {
  it.each<[HostCheckOptions, string]>([
    [{ allowedHosts: ['https://game.example'] }, 'allowedHosts'],
    [{ allowedHosts: ['game.example:x'] }, 'allowedHosts'],
    [{ allowedHosts: [''] }, 'allowedHosts'],
    [{ allowedOrigins: ['game.example'] }, 'allowedOrigins'],
    [{ allowedOrigins: ['https://game.example/'] }, 'allowedOrigins'],
    [{ allowedOrigins: ['null'] }, 'allowedOrigins'],
  ])('refuses %j', (options, name) => {
    const error = thrownBy(() => expectHostLists(options));

    expect(error).toMatchObject({ name: 'NetError', code: 'ARGUMENT' });
    expect((error as Error).message).toMatch(new RegExp(`^Expected ${name} to be `));
  });

  it('takes what checkHostAndOrigin understands', () => {
    const options = {
      allowedHosts: ['*', 'a.example', '[::1]:80', 'b:*'],
      allowedOrigins: ['*', 'https://a:1'],
    };

    expect(expectHostLists(options)).toEqual(options);
  });
});

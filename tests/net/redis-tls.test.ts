// SPDX-License-Identifier: MIT
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { connectRedis } from '../../TypeScript/net';
import { Heard, closeRedis, ourRedis } from './redis-peers';
import { RedisServer, describeWithRedis, freePort } from './redis-server';
import { selfSigned } from './tls-server';

afterEach(closeRedis);

/** A server that speaks TLS too, and the certificate it shows. */
async function tlsRedis(): Promise<{ server: RedisServer; port: number; ca: string }> {
  const { key, cert } = selfSigned();
  const folder = mkdtempSync(join(tmpdir(), 'redis-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  writeFileSync(keyFile, key);
  writeFileSync(certFile, cert);
  const port = await freePort();
  const files = ['--tls-key-file', keyFile, '--tls-cert-file', certFile, '--tls-ca-cert-file', certFile];
  const server = await RedisServer.start('--tls-port', `${port}`, '--tls-auth-clients', 'no', ...files);
  rmSync(folder, { recursive: true });
  return { server, port, ca: cert };
}

describeWithRedis('a connection to rediss:', () => {
  it('sends commands and listens', async () => {
    const { port, ca } = await tlsRedis();
    const { redis } = await ourRedis({ url: `rediss://localhost:${port}`, tls: { ca } });
    const events = new Heard(redis.events({ channel: 'news' }));
    await events.count(1);

    expect(await firstValueFrom(redis.publish('news', 'hello'))).toBe(1);

    await events.count(2);
    expect(events.values[1]).toMatchObject({ message: 'hello' });
  });

  it('fails if nobody vouches for the server', async () => {
    const { port } = await tlsRedis();

    const error = await new Heard(connectRedis({ url: `rediss://localhost:${port}` })).failure();

    expect(error).toMatchObject({ name: 'NetError', code: 'TLS_FAILED', port });
    expect(error.message).toMatch(/^Expected [^\n]+, but [^\n]+$/);
  });

  it('fails if the server speaks no TLS', async () => {
    const server = await RedisServer.start();

    const error = await new Heard(
      connectRedis({ url: `rediss://127.0.0.1:${server.port}`, timeoutSeconds: 1 }),
    ).failure();

    expect(error).toMatchObject({ name: 'NetError', port: server.port });
    expect(error.message).toMatch(/^Expected [^\n]+, but [^\n]+$/);
  });
});

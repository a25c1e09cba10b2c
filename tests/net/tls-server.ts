import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls, { type TLSSocket } from 'node:tls';
import { onClose } from './peers';

/** A new certificate of localhost and 127.0.0.1 that nobody has signed but itself. */
export function selfSigned(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...names, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  const texts = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return texts;
}

/** Somebody else's TLS server, and its first client. */
export async function tlsServer(identity: { key: string; cert: string }): Promise<{
  port: number;
  client: Promise<TLSSocket>;
}> {
  const server = tls.createServer({ ...identity, allowHalfOpen: true });
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => undefined);
    onClose(() => socket.destroy());
  });
  const client = once(server, 'secureConnection').then(([socket]) => {
    (socket as TLSSocket).on('error', () => undefined);
    return socket as TLSSocket;
  });
  server.listen(0, '127.0.0.1');
  onClose(() => server.close());
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, client };
}

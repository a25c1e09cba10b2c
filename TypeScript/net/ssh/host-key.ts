// SPDX-License-Identifier: MIT
import type { ParsedKey } from 'ssh2';
import { ssh2Library } from '../libraries';
import { NetError } from '../net-error';
import { nodeModule } from '../node-backend';
import { reasonOf } from '../tcp/socket-errors';
import { printable } from './printable';

const OWNER_ONLY = 0o600;
const OF_OTHERS = 0o077;

/**
 * Reads the key by which clients know this server again; makes it the first time, in a file only its owner can read.
 *
 * @throws {NetError} `SSH_KEY_UNUSABLE` if it can be neither read nor written, is no key, or others may read it
 */
export function hostKeyOf(file: string): ParsedKey {
  const text = read(file) ?? make(file);
  const key = ssh2Library().utils.parseKey(text);
  if (key instanceof Error || !key.isPrivateKey()) {
    const came = key instanceof Error ? `it is none: ${printable(key.message)}` : 'it is a public key';
    throw unusable(`a private key in ${file}`, came, key);
  }
  return key;
}

function read(file: string): string | undefined {
  const fs = nodeModule('fs', 'SSH');
  try {
    // Asked of what was opened, so that the file cannot be another one by then.
    const opened = fs.openSync(file, 'r');
    try {
      const { mode } = fs.fstatSync(opened);
      // Where files have no owner, Node tells that all may read them.
      if (!isWindows() && (mode & OF_OTHERS) !== 0) {
        throw unusable(
          `${file} to be readable by its owner only`,
          `its mode is ${(mode & 0o777).toString(8)}`,
        );
      }
      return fs.readFileSync(opened, 'utf8');
    } finally {
      fs.closeSync(opened);
    }
  } catch (error) {
    if (error instanceof NetError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable(`to read the host key ${file}`, reasonOf(error as Error), error);
  }
}

function make(file: string): string {
  const fs = nodeModule('fs', 'SSH');
  const path = nodeModule('path', 'SSH');
  const made = ssh2Library().utils.generateKeyPairSync('ed25519', {
    comment: 'host key of transient-loop',
  }).private;
  const draft = `${file}.${nodeModule('crypto', 'SSH').randomBytes(6).toString('hex')}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(draft, made, { mode: OWNER_ONLY, flag: 'wx' });
    try {
      // A link is never to an unfinished file, and never in the place of a key that another server has just made.
      fs.linkSync(draft, file);
      return made;
    } finally {
      fs.unlinkSync(draft);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return read(file) ?? made;
    throw unusable(`to keep the host key in ${file}`, reasonOf(error as Error), error);
  }
}

function isWindows(): boolean {
  return nodeModule('path', 'SSH').sep === '\\';
}

function unusable(expected: string, came: string, cause?: unknown): NetError {
  return new NetError('SSH_KEY_UNUSABLE', expected, came, undefined, cause);
}

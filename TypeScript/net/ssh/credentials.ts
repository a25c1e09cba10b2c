// SPDX-License-Identifier: MIT
import type { AuthContext, AuthenticationType, ParsedKey } from 'ssh2';
import { ssh2Library } from '../libraries';
import { NetError } from '../net-error';
import { nodeModule } from '../node-backend';

/** Who may log in. At least one way is needed. */
export interface SshCredentialOptions {
  /** Public keys as in OpenSSH's `authorized_keys`, one a line: any of them may log in, under any name. */
  readonly authorizedKeys?: string | readonly string[] | undefined;
  /** A file of such lines, read when the server starts. */
  readonly authorizedKeysFile?: string | undefined;
  /** A password for any name. */
  readonly password?: string | undefined;
  /** Passwords by name. */
  readonly passwords?: Readonly<Record<string, string>> | undefined;
}

/** Who has logged in. */
export interface SshLogin {
  readonly user: string;
  readonly key: string | undefined;
}

/** `probe`: the key would do, its owner has yet to prove that he has it. */
export type Verdict = { readonly login: SshLogin } | 'probe' | 'rejected';

interface AuthorizedKey {
  readonly parsed: ParsedKey;
  readonly name: string;
}

/** @throws {NetError} `ARGUMENT`, `SSH_NO_CREDENTIALS` for what can be known before the server starts */
export function checkCredentials(options: SshCredentialOptions): void {
  const { password, passwords } = options;
  for (const given of [password, ...Object.values(passwords ?? {})]) {
    if (given !== undefined && (typeof given !== 'string' || given === '')) {
      throw new NetError(
        'ARGUMENT',
        'passwords that are not empty',
        `got ${given === '' ? '""' : typeof given}`,
      );
    }
  }
  const hasKeys = linesOf(options.authorizedKeys).length > 0 || options.authorizedKeysFile !== undefined;
  if (!hasKeys && password === undefined && Object.keys(passwords ?? {}).length === 0)
    throw noCredentials('none is given');
}

/** Decides who may log in. */
export class Credentials {
  /** What a client is told that it may try. */
  readonly methods: AuthenticationType[] = [];
  private readonly keys: readonly AuthorizedKey[];
  private readonly passwords: readonly (readonly [user: string | undefined, password: string])[];
  private readonly crypto = nodeModule('crypto', 'SSH');
  private readonly salt = this.crypto.randomBytes(32);

  /** @throws {NetError} `SSH_KEY_UNUSABLE` for a line that is no key; `SSH_NO_CREDENTIALS` for a file without any */
  constructor(options: SshCredentialOptions) {
    const lines = linesOf(options.authorizedKeys);
    if (options.authorizedKeysFile !== undefined)
      lines.push(...linesOf(readKeys(options.authorizedKeysFile)));
    this.keys = lines.map((line) => this.authorizedKey(line));
    this.passwords = [
      ...(options.password === undefined ? [] : [[undefined, options.password] as const]),
      ...Object.entries(options.passwords ?? {}),
    ];
    if (this.keys.length > 0) this.methods.push('publickey');
    if (this.passwords.length > 0) this.methods.push('password');
    if (this.methods.length === 0) throw noCredentials(`there is none in ${options.authorizedKeysFile!}`);
  }

  judge(context: AuthContext): Verdict {
    const user = context.username;
    if (!/^[^\p{Cc}\p{Cs}]{1,128}$/u.test(user)) return 'rejected';
    if (context.method === 'password') {
      return this.hasPassword(user, context.password) ? { login: { user, key: undefined } } : 'rejected';
    }
    if (context.method !== 'publickey') return 'rejected';
    const key = this.keys.find(
      ({ parsed }) => parsed.type === context.key.algo && parsed.getPublicSSH().equals(context.key.data),
    );
    if (key === undefined) return 'rejected';
    const { blob, signature, hashAlgo } = context;
    // The old RSA signatures are over SHA-1, which can be forged.
    if (key.parsed.type === 'ssh-rsa' && hashAlgo === undefined) return 'rejected';
    if (signature === undefined || blob === undefined) return 'probe';
    return key.parsed.verify(blob, signature, hashAlgo) === true
      ? { login: { user, key: key.name } }
      : 'rejected';
  }

  /** Takes the same time whatever is wrong with name and password. */
  private hasPassword(user: string, password: string): boolean {
    let isRight = false;
    for (const [name, wanted] of this.passwords) {
      const isUser = this.isSame(user, name ?? user);
      const isPassword = this.isSame(password, wanted);
      if (isUser && isPassword) isRight = true;
    }
    return isRight;
  }

  /** Compares digests under a key nobody knows: how far two texts are the same cannot be measured. */
  private isSame(one: string, other: string): boolean {
    const digest = (text: string): Buffer =>
      this.crypto.createHmac('sha256', this.salt).update(text).digest();
    return this.crypto.timingSafeEqual(digest(one), digest(other));
  }

  private authorizedKey(line: string): AuthorizedKey {
    const start = line.slice(0, 40);
    const parsed = ssh2Library().utils.parseKey(line);
    if (parsed instanceof Error || Array.isArray(parsed)) {
      // Options would restrict what the key may do: not to know them must not mean to ignore them.
      const expected = 'authorised keys of the form "TYPE BASE64 COMMENT", without options';
      throw new NetError('SSH_KEY_UNUSABLE', expected, `got ${JSON.stringify(start)}…`);
    }
    if (parsed.isPrivateKey()) {
      throw new NetError(
        'SSH_KEY_UNUSABLE',
        'public keys among the authorised keys',
        'one of them is a private key',
      );
    }
    return { parsed, name: parsed.comment || fingerprintOf(parsed.getPublicSSH()) };
  }
}

/** A public key as OpenSSH shows it. */
export function fingerprintOf(publicKey: Buffer): string {
  const digest = nodeModule('crypto', 'SSH').createHash('sha256').update(publicKey).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

function linesOf(keys: string | readonly string[] | undefined): string[] {
  const texts = keys === undefined ? [] : typeof keys === 'string' ? [keys] : keys;
  return texts
    .flatMap((text) => text.split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function readKeys(file: string): string {
  try {
    return nodeModule('fs', 'SSH').readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new NetError(
      'SSH_KEY_UNUSABLE',
      `a file of authorised keys at ${file}`,
      `the system said ${reason}`,
      undefined,
      error,
    );
  }
}

function noCredentials(came: string): NetError {
  return new NetError(
    'SSH_NO_CREDENTIALS',
    'at least one authorised key or password of those who may log in',
    came,
  );
}

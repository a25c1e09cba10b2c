// SPDX-License-Identifier: MIT
import { NetError } from '../net-error';
import { connectError } from '../tcp/socket-errors';
import type { RedisTarget } from './redis-target';

const MAX_SHOWN = 200;

/** Puts a server's refusal into words: its own, in one line. */
export function replyError(command: string, error: unknown, target: RedisTarget): NetError {
  const said = oneLine(error instanceof Error ? error.message : String(error));
  const isAuth = /^(NOAUTH|WRONGPASS|NOPERM|DENIED)\b|invalid password|without any password/i.test(said);
  const expected = isAuth
    ? `${target.address} to let ${target.username ?? 'us'} use ${command}`
    : `${command} to be carried out by ${target.address}`;
  const code = isAuth ? 'REDIS_AUTH' : 'REDIS_ERROR';
  // Without a cause: the library's error holds the command with its arguments, a password among them.
  return new NetError(code, expected, `the server said "${said}"`, target.place);
}

/** An error after which another attempt would end in the same way. */
export function isHopeless({ code }: NetError): boolean {
  return code === 'REDIS_AUTH' || code === 'NET_UNAVAILABLE' || code === 'ARGUMENT';
}

/** What Node says of a socket that could not be connected, or that broke. */
export function socketError(error: NodeJS.ErrnoException, wasOpen: boolean, target: RedisTarget): NetError {
  const { address, place } = target;
  if (error instanceof NetError) return error;
  if (wasOpen) {
    return new NetError('CONNECTION_RESET', `the connection to ${address} to last`, 'it broke', place, error);
  }
  if (target.path === undefined) return connectError(error, place);
  const isNobodyThere = error.code === 'ENOENT' || error.code === 'ECONNREFUSED';
  return new NetError(
    isNobodyThere ? 'CONNECTION_REFUSED' : 'CONNECTION_FAILED',
    `a server at ${address}`,
    isNobodyThere ? 'nothing listens there' : `the system said ${error.code ?? 'nothing'}`,
    place,
    error,
  );
}

/** The server ended the connection in order, as it does when it is stopped. */
export function endedError(target: RedisTarget): NetError {
  const { address, place } = target;
  return new NetError(
    'CONNECTION_RESET',
    `the connection to ${address} to last`,
    'the server ended it',
    place,
  );
}

export function connectTimeout(seconds: number, target: RedisTarget): NetError {
  const came = `none came for ${seconds} s`;
  return new NetError('CONNECT_TIMEOUT', `an answer from ${target.address}`, came, target.place);
}

export function silentError(seconds: number, target: RedisTarget): NetError {
  const came = `nothing came for ${seconds} s`;
  return new NetError('PEER_SILENT', `${target.address} to answer PING`, came, target.place);
}

/** A well-formed reply that does not fit what was asked. */
export function misfitError(error: unknown, target: RedisTarget): NetError {
  const expected = `${target.address} to answer each command once`;
  return new NetError('PROTOCOL_ERROR', expected, 'it sent something else', target.place, error);
}

/** A command that the break of the connection left without a reply. */
export function brokeBeforeReply(
  command: string,
  cause: NetError | undefined,
  target: RedisTarget,
): NetError {
  const expected = `a reply to ${command} from ${target.address}`;
  const came = 'the connection broke before it came: nobody knows whether it was carried out';
  return new NetError('REDIS_DOWN', expected, came, target.place, cause);
}

/** A command for which there is no connection, and there will be none. */
export function closedError(command: string, cause: NetError | undefined, target: RedisTarget): NetError {
  const expected = `an open connection to ${target.address} for ${command}`;
  return new NetError('REDIS_DOWN', expected, 'it is closed', target.place, cause);
}

/** More commands than may be under way. */
export function tooManyPending(
  command: string,
  limit: string,
  isReady: boolean,
  target: RedisTarget,
): NetError {
  const { address, place } = target;
  if (isReady) {
    const expected = `${address} to answer before ${command} is sent too`;
    return new NetError('PEER_TOO_SLOW', expected, `${limit} wait for a reply`, place);
  }
  const expected = `${address} to be there again before ${command} is asked for too`;
  return new NetError('REDIS_DOWN', expected, `${limit} wait for it`, place);
}

function oneLine(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ').slice(0, MAX_SHOWN);
}

// SPDX-License-Identifier: MIT
import { NetError, placeText, type NetErrorCode, type NetPlace } from '../net-error';
import type { TcpClose } from './tcp-connection';

/** Puts Node's error of a connection that was being made into words. */
export function connectError(error: NodeJS.ErrnoException, place: NetPlace): NetError {
  const at = placeText(place);
  const make = (code: NetErrorCode, expected: string, came: string): NetError =>
    new NetError(code, expected, came, place, error);
  switch (error.code) {
    case 'ECONNREFUSED':
      return make('CONNECTION_REFUSED', `a server at ${at}`, 'nothing listens there');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return make('HOST_NOT_FOUND', `host "${place.address}" to have an address`, 'its name was not found');
    case 'ETIMEDOUT':
      return make('CONNECT_TIMEOUT', `an answer from ${at}`, 'none came in time');
    case 'ECONNRESET':
      return make('CONNECTION_RESET', `a connection to ${at}`, 'it was reset');
    default:
      if (isTlsError(error))
        return make('TLS_FAILED', `a TLS server at ${at} that can be trusted`, tlsText(error));
      return make('CONNECTION_FAILED', `a connection to ${at}`, reasonOf(error));
  }
}

/** What OpenSSL says of certificates and of what is no TLS at all. */
function isTlsError({ code = '' }: NodeJS.ErrnoException): boolean {
  return /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_)/.test(
    code,
  );
}

/** OpenSSL's own errors have numbers and file names around their words. */
function tlsText({ code, message }: NodeJS.ErrnoException): string {
  const words = /SSL routines:[^:]*:([^:\n]+)/.exec(message)?.[1] ?? message.split('\n', 1)[0]!;
  return `${words.trim().slice(0, 160)} (${code ?? 'no code'})`;
}

/** Puts Node's error of a server that was being opened into words. */
export function listenError(error: NodeJS.ErrnoException, place: NetPlace): NetError {
  const at = placeText(place);
  const make = (code: NetErrorCode, expected: string, came: string): NetError =>
    new NetError(code, expected, came, place, error);
  switch (error.code) {
    case 'EADDRINUSE':
      return make('ADDRESS_IN_USE', `a free TCP port at ${at}`, 'it is in use');
    case 'EACCES':
      return make('LISTEN_FAILED', `to be allowed to listen at ${at}`, 'this user is not');
    case 'EADDRNOTAVAIL':
      return make('LISTEN_FAILED', 'an address of this machine', `${place.address} is none`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return make('HOST_NOT_FOUND', `host "${place.address}" to have an address`, 'its name was not found');
    default:
      return make('LISTEN_FAILED', `to listen at ${at}`, reasonOf(error));
  }
}

/** Says how an open connection came to its end by an error of Node's. */
export function closeOf(error: NodeJS.ErrnoException, place: NetPlace): TcpClose {
  const expected = `${placeText(place)} to end the connection in order`;
  const isReset = error.code === 'ECONNRESET' || error.code === 'EPIPE' || error.code === 'ECONNABORTED';
  return isReset
    ? { reason: 'reset', error: new NetError('CONNECTION_RESET', expected, 'it was reset', place, error) }
    : { reason: 'failed', error: new NetError('CONNECTION_FAILED', expected, reasonOf(error), place, error) };
}

/** What the system said, in words for the end of a message. */
export function reasonOf(error: NodeJS.ErrnoException): string {
  return `the system said ${error.code ?? error.message.split('\n', 1)[0] ?? 'nothing'}`;
}

// SPDX-License-Identifier: MIT
import { NetError, placeText, type NetPlace } from '../net-error';
import { connectError, reasonOf } from '../tcp/socket-errors';

/** How far a request of ours has come. */
export type RequestPhase = 'connecting' | 'securing' | 'waiting' | 'reading';

/** Puts Node's error of a request of ours into words. */
export function requestError(
  error: NodeJS.ErrnoException,
  phase: RequestPhase,
  place: NetPlace,
  maxHeaderBytes: number,
): NetError {
  const at = placeText(place);
  if (phase === 'connecting') return connectError(error, place);
  if (phase === 'securing') {
    return new NetError('TLS_FAILED', `a secure connection to ${at}`, tlsReason(error), place, error);
  }
  if (error.code === 'HPE_HEADER_OVERFLOW') {
    const expected = `at most ${maxHeaderBytes} bytes of headers from ${at}`;
    return new NetError('HEADERS_TOO_LARGE', expected, 'more came', place, error);
  }
  if (error.code?.startsWith('HPE_') === true) {
    const came = `it cannot be read: ${error.message.replace(/^Parse Error:?\s*/, '') || error.code}`;
    return new NetError('BAD_RESPONSE', `an answer in HTTP from ${at}`, came, place, error);
  }
  const expected = phase === 'reading' ? `the whole body from ${at}` : `an answer from ${at}`;
  const isReset = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'].includes(error.code ?? '');
  if (isReset) return new NetError('CONNECTION_RESET', expected, 'the connection was cut', place, error);
  return new NetError('CONNECTION_FAILED', expected, reasonOf(error), place, error);
}

/** Silence is what a time-out is about, in each phase of a request another. */
export function requestTimeout(phase: RequestPhase, seconds: number, place: NetPlace): NetError {
  const at = placeText(place);
  if (phase === 'connecting' || phase === 'securing') {
    return new NetError(
      'CONNECT_TIMEOUT',
      `a connection to ${at}`,
      `there was none after ${seconds} s`,
      place,
    );
  }
  const expected = phase === 'reading' ? `the body from ${at} to go on` : `an answer from ${at}`;
  return new NetError('RESPONSE_TIMEOUT', expected, `nothing came for ${seconds} s`, place);
}

function tlsReason(error: NodeJS.ErrnoException): string {
  if (error.code === 'ECONNRESET') return 'the other side broke it off';
  const line = error.message.split('\n', 1)[0]!;
  return error.code === undefined ? line : `${line} (${error.code})`;
}

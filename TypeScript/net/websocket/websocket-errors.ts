// SPDX-License-Identifier: MIT
import { NetError, placeText, type NetPlace } from '../net-error';
import { connectError } from '../tcp/socket-errors';

/** Puts an error of ws about what a peer sent into words. */
export function protocolError(
  error: Error & { code?: string },
  place: NetPlace,
  maxMessageBytes: number,
): NetError {
  const at = placeText(place);
  switch (error.code) {
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
    case 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH': {
      const expected = `messages of at most ${maxMessageBytes} bytes from ${at}`;
      return new NetError('MESSAGE_TOO_LARGE', expected, 'a larger one came', place, error);
    }
    case 'WS_ERR_TOO_MANY_BUFFERED_PARTS': {
      const expected = `messages in a sensible number of pieces from ${at}`;
      return new NetError('MESSAGE_TOO_LARGE', expected, 'one came in too many', place, error);
    }
    default:
      return new NetError(
        'PROTOCOL_ERROR',
        `${at} to keep to WebSocket's protocol`,
        whatCame(error),
        place,
        error,
      );
  }
}

/** Puts an error of a connection that was being made into words. */
export function handshakeError(error: NodeJS.ErrnoException, place: NetPlace): NetError {
  const isHttp = error.code === undefined || error.code.startsWith('HPE_');
  if (!isHttp) return connectError(error, place);
  const expected = `${placeText(place)} to answer as a WebSocket server`;
  return new NetError('PROTOCOL_ERROR', expected, whatCame(error), place, error);
}

/** An answer of HTTP's in the place of a WebSocket. */
export function upgradeRefused(url: string, status: number, text: string, place: NetPlace): NetError {
  const answer = `${status} ${text}`.trim().slice(0, 80);
  return new NetError('UPGRADE_REFUSED', `${url} to become a WebSocket`, `it answered ${answer}`, place);
}

/** The words of ws, without those that say what kind of error it is. */
function whatCame(error: Error): string {
  const line = error.message.split('\n', 1)[0] ?? '';
  const text = line.replace(/^(Invalid WebSocket frame|Parse Error): /, '').slice(0, 120);
  return `it did not: ${text}`;
}

// SPDX-License-Identifier: MIT

/** What went wrong, for programs: these words stay the same. */
export type NetErrorCode =
  | 'ADDRESS_IN_USE'
  | 'ALREADY_READ'
  | 'ARGUMENT'
  | 'BAD_REQUEST'
  | 'BAD_RESPONSE'
  | 'BODY_GONE'
  | 'BODY_NOT_JSON'
  | 'BODY_TOO_LARGE'
  | 'CONNECTION_FAILED'
  | 'CONNECTION_REFUSED'
  | 'CONNECTION_RESET'
  | 'CONNECT_TIMEOUT'
  | 'FRAME_CUT'
  | 'FRAME_TOO_LONG'
  | 'HEADERS_TOO_LARGE'
  | 'HOST_NOT_FOUND'
  | 'LINE_TOO_LONG'
  | 'LISTEN_FAILED'
  | 'MESSAGE_TOO_LARGE'
  | 'NET_UNAVAILABLE'
  | 'PEER_IDLE'
  | 'PEER_SILENT'
  | 'PEER_TOO_SLOW'
  | 'PROTOCOL_ERROR'
  | 'REDIS_AUTH'
  | 'REDIS_DOWN'
  | 'REDIS_ERROR'
  | 'REQUEST_TIMEOUT'
  | 'RESOLVE_FAILED'
  | 'RESOLVE_TIMEOUT'
  | 'RESPONDER_FAILED'
  | 'RESPONSE_TIMEOUT'
  | 'SSH_KEY_UNUSABLE'
  | 'SSH_NO_CREDENTIALS'
  | 'TLS_FAILED'
  | 'TOO_MANY_REDIRECTS'
  | 'UPGRADE_REFUSED';

/** Which end of a connection an error is about. */
export interface NetPlace {
  readonly address: string;
  readonly port: number;
}

/** Every error of the network streams. The message is one line; match on {@link NetError.code}. */
export class NetError extends Error {
  override readonly name = 'NetError';
  readonly address: string | undefined;
  readonly port: number | undefined;

  constructor(
    readonly code: NetErrorCode,
    expected: string,
    came: string,
    place?: NetPlace,
    readonly cause?: unknown,
  ) {
    super(`Expected ${expected}, but ${came}`);
    this.address = place?.address;
    this.port = place?.port;
  }
}

/** Writes a place the way people do: `127.0.0.1:80`, `[::1]:80`. */
export function placeText({ address, port }: NetPlace): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

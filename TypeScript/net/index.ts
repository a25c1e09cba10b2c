// SPDX-License-Identifier: MIT
// Cold Observables and connections over Node's network. Knows nothing of loops; harmless to import where there is no Node.

export { connectTcp, type ConnectTcpOptions } from './tcp/connect-tcp';
export { listenTcp, type ListenTcpOptions, type TcpServerEvent } from './tcp/listen-tcp';
export type { FrameOptions } from './tcp/frame-splitter';
export { LineTooLong } from './tcp/line-too-long';
export type {
  LineOptions,
  ReadOptions,
  Responder,
  TcpClose,
  TcpCloseReason,
  TcpConnection,
  TcpConnectionOptions,
} from './tcp/tcp-connection';

export { connectWebSocket, type ConnectWebSocketOptions } from './websocket/connect-websocket';
export {
  listenWebSocket,
  type ListenWebSocketOptions,
  type WebSocketServerEvent,
} from './websocket/listen-websocket';
export type {
  WebSocketClose,
  WebSocketCloseReason,
  WebSocketConnection,
  WebSocketConnectionOptions,
} from './websocket/websocket-connection';

export type { HostCheckOptions } from './host-check';
export type { TlsOptions } from './tcp/tls-options';
export { writeFrom, type DataSink, type WriteFromOptions } from './write-from';
export { connectRedis } from './redis/connect-redis';
export { subscribeRedis } from './redis/subscribe-redis';
export type { ConnectRedisOptions, RedisLinkOptions } from './redis/redis-options';
export type { RedisAddressOptions, RedisTarget } from './redis/redis-target';
export {
  hasRedisDriver,
  registerRedisDriver,
  type RedisDriver,
  type RedisLink,
  type RedisLinkListener,
  type RedisReplyHandler,
} from './redis/redis-driver';
export type {
  RedisArgument,
  RedisChannelEvent,
  RedisConnection,
  RedisMessage,
  RedisReply,
  RedisSource,
  RedisStatus,
} from './redis/redis-types';

export { connectIcy, type ConnectIcyOptions } from './icy/connect-icy';
export type { IcyAudio, IcyEvent } from './icy/icy-event';

export { resolveHost, type HostAddress, type ResolveHostOptions } from './dns/resolve-host';
export {
  resolveRecords,
  type DnsRecords,
  type ResolveRecordsOptions,
  type ServiceRecord,
} from './dns/resolve-records';

export { listenSsh, type ListenSshOptions, type SshServerEvent } from './ssh/listen-ssh';
export type { SshCommand, SshCommandDefinition, SshCommandEnd, SshCommands } from './ssh/ssh-command';
export type { SshCredentialOptions, SshLogin } from './ssh/credentials';

export { httpRequest, type HttpResponse } from './http/http-request';
export type { HttpRequestOptions } from './http/request-plan';
export { listenHttp, type HttpServerEvent, type ListenHttpOptions } from './http/listen-http';
export { httpRoutes, type HttpHandler, type HttpRouter } from './http/routes';
export type { HttpAnswer, HttpClose, HttpCloseReason, HttpRequest } from './http/http-server-request';
export type {
  BodyBytesOptions,
  BodyReadOptions,
  HttpBody,
  HttpHeaders,
  HttpMessage,
} from './http/http-message';

export { NetError, type NetErrorCode } from './net-error';

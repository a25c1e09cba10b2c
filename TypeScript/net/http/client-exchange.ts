// SPDX-License-Identifier: MIT
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Subscription } from 'rxjs';
import { timerMs } from '../argument-checks';
import { deadline } from '../deadline';
import { NetError, placeText } from '../net-error';
import { nodeModule, nodeNet } from '../node-backend';
import { tlsOptions } from '../tcp/tls-options';
import { requestError, requestTimeout, type RequestPhase } from './http-errors';
import type { HttpResponse } from './http-request';
import { IncomingBody } from './incoming-body';
import { isStream, sendStream } from './outgoing-body';
import { requestHeaders, type RequestPlan, type RequestTarget } from './request-plan';

const REDIRECTS = [301, 302, 303, 307, 308];

export interface ExchangeHooks {
  redirected(status: number, location: string): void;
  responded(response: HttpResponse): void;
  /** There is no response. */
  failed(error: unknown): void;
  /** The response is over, in whatever way. */
  ended(): void;
}

/** One request and its response, over a socket of its own, which can be destroyed in every state. */
export class ClientExchange {
  private phase: RequestPhase = 'connecting';
  private readonly socket: Socket;
  private readonly request: ClientRequest;
  private response: IncomingMessage | undefined;
  private body: IncomingBody | undefined;
  private sending: Subscription | undefined;
  private stopTimer: () => void = () => undefined;
  private isOver = false;

  constructor(
    readonly plan: RequestPlan,
    readonly target: RequestTarget,
    private readonly hooks: ExchangeHooks,
  ) {
    const { address, port, isSecure, path } = target;
    this.socket = isSecure
      ? nodeModule('tls', 'HTTPS').connect({ host: address, port, ...tlsOptions(plan.tls, address) })
      : nodeNet().connect({ host: address, port });
    // The socket is ours and not an agent's: destroying it is all that cancelling takes, in every state and every Node.
    this.request = nodeModule('http', 'HTTP').request({
      method: plan.method,
      path,
      headers: requestHeaders(plan, target),
      setHost: false,
      maxHeaderSize: plan.maxHeaderBytes,
      insecureHTTPParser: false,
      createConnection: () => this.socket,
    });
  }

  begin(): void {
    const { plan, request, socket, target } = this;
    this.startTimer(plan.connectTimeoutSeconds);
    request
      .on('error', this.onError)
      .on('response', this.onResponse)
      .on('upgrade', this.onUpgrade)
      .on('close', this.onClose);
    socket.on('error', this.onError).on('close', this.onClose);
    if (target.isSecure)
      socket.on('connect', () => (this.phase = 'securing')).on('secureConnect', this.onConnect);
    else socket.on('connect', this.onConnect);
    const { body } = plan;
    if (body === undefined) request.end();
    else if (!isStream(body)) request.end(body);
  }

  cancel(): void {
    this.release();
    const where = placeText(this.target);
    this.body?.cut(
      new NetError(
        'BODY_GONE',
        `a request to ${where} that is subscribed to while its body is read`,
        'it was given up',
      ),
    );
  }

  private readonly onConnect = (): void => {
    if (this.isOver) return;
    const { body, maxWaitingBytes, timeoutSeconds } = this.plan;
    this.phase = 'waiting';
    this.startTimer(timeoutSeconds);
    // After Node's own: the response is complete once the last byte of it was looked at.
    this.socket.on('data', this.onData);
    if (body === undefined || !isStream(body)) {
      this.request.on('finish', () => this.startWaiting());
      return;
    }
    // Node would wait for the first piece.
    this.request.flushHeaders();
    this.sending = sendStream(body, this.request, maxWaitingBytes, {
      sent: () => this.startWaiting(),
      tooSlow: (waiting) => {
        const expected = `${placeText(this.target)} to read what it is sent`;
        const came = `${waiting} bytes would wait and ${maxWaitingBytes} may`;
        this.fail(new NetError('PEER_TOO_SLOW', expected, came, this.target));
      },
      failed: (error) => this.fail(error),
    });
  };

  /** The time for the answer begins anew with each piece that was sent. */
  private startWaiting(): void {
    if (this.phase === 'waiting' && !this.isOver) this.startTimer(this.plan.timeoutSeconds);
  }

  private readonly onResponse = (response: IncomingMessage): void => {
    const { plan, socket, target } = this;
    const { location } = response.headers;
    const status = response.statusCode!;
    this.response = response;
    this.stopTimer();
    if (plan.maxRedirects > 0 && location !== undefined && REDIRECTS.includes(status)) {
      response.on('error', ignore);
      return this.hooks.redirected(status, location);
    }
    this.phase = 'reading';
    const body = new IncomingBody(response, placeText(target), plan.maxBodyBytes, {
      begun: () => undefined,
      givenUp: () => this.end(),
    });
    this.body = body;
    response.on('end', () => this.end());
    if (plan.idleTimeoutSeconds !== Infinity) {
      socket.on('timeout', this.onSilence).setTimeout(timerMs(plan.idleTimeoutSeconds));
    }
    this.hooks.responded(
      Object.assign(body, {
        status,
        isOk: status >= 200 && status < 300,
        url: target.url,
        setCookies: response.headers['set-cookie'] ?? [],
      }),
    );
  };

  private readonly onData = (): void => {
    // Small enough to be here whole: the server is not needed for it any more.
    if (this.response?.complete === true) this.end();
  };

  private readonly onSilence = (): void => {
    const { idleTimeoutSeconds } = this.plan;
    if (this.body?.isHungry === true) this.fail(requestTimeout('reading', idleTimeoutSeconds, this.target));
    // It is us who make the server wait. Node tells of a silence once.
    else this.socket.setTimeout(timerMs(idleTimeoutSeconds));
  };

  private readonly onUpgrade = (): void => {
    const expected = `an answer in HTTP from ${placeText(this.target)}`;
    this.fail(new NetError('BAD_RESPONSE', expected, 'it changed to another protocol', this.target));
  };

  private readonly onError = (error: NodeJS.ErrnoException): void => {
    this.fail(requestError(error, this.phase, this.target, this.plan.maxHeaderBytes));
  };

  private readonly onClose = (): void => {
    if (this.response?.complete === true) return this.end();
    const expected = this.phase === 'reading' ? 'the whole body' : 'an answer';
    const at = placeText(this.target);
    this.fail(
      new NetError('CONNECTION_RESET', `${expected} from ${at}`, 'the connection was cut', this.target),
    );
  };

  private startTimer(seconds: number): void {
    this.stopTimer();
    this.stopTimer = deadline(seconds, () => this.fail(requestTimeout(this.phase, seconds, this.target)));
  }

  private fail(error: unknown): void {
    if (this.isOver) return;
    this.release();
    if (this.body === undefined) return this.hooks.failed(error);
    this.body.cut(error as NetError);
    this.hooks.ended();
  }

  private end(): void {
    if (this.isOver) return;
    this.release();
    this.hooks.ended();
  }

  /** Lets go of the socket. What was received whole stays. */
  private release(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.stopTimer();
    const { request, response, socket } = this;
    request.off('error', this.onError).off('close', this.onClose).off('upgrade', this.onUpgrade);
    socket
      .off('error', this.onError)
      .off('close', this.onClose)
      .off('data', this.onData)
      .off('timeout', this.onSilence)
      .setTimeout(0);
    // Node throws an error that nobody listens for, and one may still be on its way.
    request.on('error', ignore).off('response', this.onResponse);
    socket.on('error', ignore);
    this.sending?.unsubscribe();
    // Node drops what is received but not read with the request.
    if (response?.complete !== true) request.destroy();
    socket.destroy();
  }
}

function ignore(): void {}

// SPDX-License-Identifier: MIT
import type { NetError } from '../net-error';
import { MendedLink, type BackOff } from './mended-link';
import type { RedisDriver } from './redis-driver';
import { sharingKey, type RedisTarget } from './redis-target';
import type { RedisMessage, RedisSource } from './redis-types';

/** One who listens to a channel or a pattern. */
export interface Member {
  subscribed(again: boolean): void;
  message(message: RedisMessage): void;
  /** The connection broke, or could not be made; the next attempt is under way if nobody leaves. */
  broke(error: NetError, attempt: number): void;
  /** The server does not let us listen to this one. */
  refused(error: NetError): void;
}

interface Channel {
  readonly kind: Kind;
  readonly name: string;
  readonly members: Set<Member>;
  isActive: boolean;
  wasActive: boolean;
}

type Kind = 'SUBSCRIBE' | 'PSUBSCRIBE';

/** Channels that one command asks for after a break. */
const CHANNELS_AT_ONCE = 500;

const shared = new Map<string, SharedSubscriber>();

/**
 * Listens through the one connection that this process has to a server for it. The first to listen opens it, with its driver
 * and its back-off; the last to leave closes it.
 * @returns leaves
 */
export function joinShared(
  target: RedisTarget,
  driver: () => RedisDriver,
  backOff: BackOff,
  source: RedisSource,
  member: Member,
): () => void {
  const key = sharingKey(target);
  let subscriber = shared.get(key);
  if (subscriber === undefined) {
    subscriber = new SharedSubscriber(target, driver(), backOff, () => shared.delete(key));
    shared.set(key, subscriber);
  }
  return subscriber.join(source, member);
}

/** Connections that are shared at the moment. For tests. */
export function countShared(): number {
  return shared.size;
}

class SharedSubscriber {
  private readonly channels = new Map<string, Channel>();
  private readonly link: MendedLink;
  private hasStarted = false;

  constructor(
    target: RedisTarget,
    driver: RedisDriver,
    backOff: BackOff,
    private readonly onEmpty: () => void,
  ) {
    this.link = new MendedLink(target, driver, backOff, {
      opened: () => this.askForAll(),
      message: (channel, message, pattern) => this.deliver(channel, message, pattern),
      broke: (error, attempt) => this.broke(error, attempt),
    });
  }

  join(source: RedisSource, member: Member): () => void {
    const [kind, name]: [Kind, string] =
      'channel' in source ? ['SUBSCRIBE', source.channel] : ['PSUBSCRIBE', source.pattern];
    const key = keyOf(kind, name);
    let channel = this.channels.get(key);
    const isNew = channel === undefined;
    channel ??= { kind, name, members: new Set(), isActive: false, wasActive: false };
    channel.members.add(member);
    this.channels.set(key, channel);
    if (!this.hasStarted) {
      this.hasStarted = true;
      try {
        this.link.start();
      } catch (error) {
        this.leave(key, channel, member);
        throw error;
      }
    } else if (isNew) {
      this.ask(kind, [channel]);
    } else if (channel.isActive) {
      member.subscribed(false);
    }
    return () => this.leave(key, channel, member);
  }

  private leave(key: string, channel: Channel, member: Member): void {
    if (!channel.members.delete(member) || channel.members.size > 0) return;
    if (this.channels.get(key) !== channel) return;
    this.channels.delete(key);
    if (this.channels.size > 0) {
      this.link.send(
        `${channel.kind === 'SUBSCRIBE' ? '' : 'P'}UNSUBSCRIBE`,
        [channel.name],
        () => undefined,
      );
    } else {
      this.onEmpty();
      this.link.close();
    }
  }

  private askForAll(): void {
    for (const kind of ['SUBSCRIBE', 'PSUBSCRIBE'] as const) {
      const channels = [...this.channels.values()].filter((channel) => channel.kind === kind);
      for (let from = 0; from < channels.length; from += CHANNELS_AT_ONCE) {
        this.ask(kind, channels.slice(from, from + CHANNELS_AT_ONCE));
      }
    }
  }

  private ask(kind: Kind, channels: readonly Channel[]): void {
    const names = channels.map(({ name }) => name);
    this.link.send(kind, names, (error) => {
      if (error === undefined) return channels.forEach((channel) => this.activate(channel));
      // Of many that were asked for at once the server says of none which one it refuses.
      if (channels.length > 1) return channels.forEach((channel) => this.ask(kind, [channel]));
      for (const member of [...channels[0]!.members]) member.refused(error);
    });
  }

  private activate(channel: Channel): void {
    if (channel.isActive) return;
    const again = channel.wasActive;
    channel.isActive = true;
    channel.wasActive = true;
    for (const member of [...channel.members]) if (channel.members.has(member)) member.subscribed(again);
  }

  private deliver(name: string, message: string, pattern: string | undefined): void {
    const key = pattern === undefined ? keyOf('SUBSCRIBE', name) : keyOf('PSUBSCRIBE', pattern);
    const channel = this.channels.get(key);
    // Somebody has just left, and the server does not know yet.
    if (channel === undefined) return;
    // The reply to SUBSCRIBE came before, and is told after what came in the same piece.
    this.activate(channel);
    const told = pattern === undefined ? { channel: name, message } : { channel: name, message, pattern };
    // A copy only where somebody may leave or come meanwhile.
    const members = channel.members.size === 1 ? channel.members : [...channel.members];
    for (const member of members) if (channel.members.has(member)) member.message(told);
  }

  private broke(error: NetError, attempt: number): void {
    const channels = [...this.channels.values()];
    for (const channel of channels) channel.isActive = false;
    for (const { members } of channels) {
      for (const member of [...members]) if (members.has(member)) member.broke(error, attempt);
    }
  }
}

function keyOf(kind: Kind, name: string): string {
  return `${kind} ${name}`;
}

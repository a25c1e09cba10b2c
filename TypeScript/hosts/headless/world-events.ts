// SPDX-License-Identifier: MIT
import type { LogEntry } from 'transient-loop/host';
import type { NativeGame } from './native-game';

/** Kinds of event the world tells of; `EEvent` in `GameListener.h` holds the same numbers. */
const NativeEvent = { ActorBegins: 0, LevelShown: 1, LevelHidden: 2, WorldBegins: 3 } as const;

/** What the world tells of, as the log has it. */
export function worldEvent(native: NativeGame, kind: number, actor: number, text: string): LogEntry {
  switch (kind) {
    case NativeEvent.ActorBegins: {
      const [label, className] = [native.ActorLabel(actor), native.ActorClass(actor)];
      return {
        ...entry('actor.spawned', `${className} "${label}" spawned`, native.ActorLevel(actor)),
        actor: label,
        fields: { class: className, label },
      };
    }
    case NativeEvent.LevelShown:
      return entry('level.shown', `level ${text} streamed in`, text);
    case NativeEvent.LevelHidden:
      return entry('level.hidden', `level ${text} streamed out`, text);
    default:
      return entry('world.opened', `level ${text} opened`, text);
  }
}

function entry(event: string, message: string, level: string): LogEntry {
  return { event, severity: 'log', message, level };
}

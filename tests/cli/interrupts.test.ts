// SPDX-License-Identifier: MIT
import { EventEmitter } from 'node:events';
import { onFirstInterrupt } from '../../TypeScript/cli/interrupts';

class FakeProcess extends EventEmitter {
  readonly pid = 42;
  readonly kills: [number, string][] = [];

  kill(pid: number, signal: string): void {
    this.kills.push([pid, signal]);
  }
}

function listen(): {
  process: FakeProcess;
  asked: string[];
  stop: () => void;
  at: (ms: number, signal: string) => void;
} {
  const process = new FakeProcess();
  const asked: string[] = [];
  let now = 0;
  const stop = onFirstInterrupt(
    (signal) => asked.push(signal),
    process,
    () => now,
  );
  return {
    process,
    asked,
    stop,
    at: (ms, signal) => {
      now = ms;
      process.emit(signal, signal);
    },
  };
}

describe('onFirstInterrupt', () => {
  it.each(['SIGINT', 'SIGTERM'])('asks at the first %s', (signal) => {
    const { process, asked, at } = listen();

    at(1000, signal);

    expect(asked).toEqual([signal]);
    expect(process.kills).toEqual([]);
  });

  it('takes interrupts within half a second for one', () => {
    const { process, asked, at } = listen();

    at(1000, 'SIGINT');
    at(1010, 'SIGINT');
    at(1499, 'SIGTERM');

    expect(asked).toHaveLength(1);
    expect(process.kills).toEqual([]);
  });

  it('kills at a later one, with nobody listening any more', () => {
    const { process, at } = listen();

    at(1000, 'SIGINT');
    at(1500, 'SIGINT');

    expect(process.kills).toEqual([[42, 'SIGINT']]);
    expect(process.listenerCount('SIGINT') + process.listenerCount('SIGTERM')).toBe(0);
  });

  it('leaves no listener behind when it is stopped', () => {
    const { process, stop } = listen();

    stop();

    expect(process.eventNames()).toEqual([]);
  });
});

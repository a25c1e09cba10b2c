// SPDX-License-Identifier: MIT

/** Interrupts this close together are one: npm and the terminal may both send it. */
export const SAME_INTERRUPT_MS = 500;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What of the process is used here. */
export interface SignalSource {
  readonly pid: number;
  on(signal: NodeJS.Signals, listener: NodeJS.SignalsListener): unknown;
  off(signal: NodeJS.Signals, listener: NodeJS.SignalsListener): unknown;
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

/**
 * Asks politely at the first interrupt, and lets a later one kill as if nobody listened.
 *
 * @param milliseconds - a clock that does not jump
 * @returns stops listening, so that the event loop can become empty
 */
export function onFirstInterrupt(
  ask: (signal: NodeJS.Signals) => void,
  source: SignalSource = process,
  milliseconds: () => number = () => performance.now(),
): () => void {
  let first: number | undefined;
  const listener: NodeJS.SignalsListener = (signal) => {
    if (first === undefined) {
      first = milliseconds();
      ask(signal);
    } else if (milliseconds() - first >= SAME_INTERRUPT_MS) {
      stop();
      source.kill(source.pid, signal);
    }
  };
  const stop = (): void => SIGNALS.forEach((signal) => void source.off(signal, listener));
  SIGNALS.forEach((signal) => void source.on(signal, listener));
  return stop;
}

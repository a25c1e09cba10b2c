// SPDX-License-Identifier: MIT
import { runInThisContext } from 'node:vm';

/** The process itself: jest gives tests a copy, which hears of no rejection. */
const realProcess = runInThisContext('process') as NodeJS.Process;

/** Collects unhandled rejections until it is stopped, instead of jest. */
export function unhandledRejections(): { stop(): unknown[] } {
  const came: unknown[] = [];
  const others = realProcess.listeners('unhandledRejection');
  const collect = (error: unknown): void => void came.push(error);
  realProcess.removeAllListeners('unhandledRejection');
  realProcess.on('unhandledRejection', collect);
  return {
    stop() {
      realProcess.off('unhandledRejection', collect);
      for (const other of others) realProcess.on('unhandledRejection', other);
      return came;
    },
  };
}

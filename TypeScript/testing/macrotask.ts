// SPDX-License-Identifier: MIT

/** Calls back from a macrotask. Taken when the kit is loaded: fake timers that a test installs later do not reach it. */
const later: (callback: () => void) => void = typeof setImmediate === 'function' ? setImmediate : postLater;

/** Runs an action in a macrotask: all that promises had ready has run before it, and what it makes ready runs right after. */
export function inMacrotask<T>(action: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    later(() => {
      try {
        resolve(action());
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** What browsers have in the place of `setImmediate`. */
function postLater(callback: () => void): void {
  const { port1, port2 } = new MessageChannel() as unknown as Record<'port1' | 'port2', Port>;
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(null);
}

interface Port {
  onmessage: () => void;
  close(): void;
  postMessage(message: unknown): void;
}

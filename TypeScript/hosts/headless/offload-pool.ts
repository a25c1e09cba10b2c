// SPDX-License-Identifier: MIT
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { Tinypool } from 'tinypool';
import { ArgumentError, OffloadError, type Offloaded } from 'transient-loop/host';
import type { OffloadAnswer, OffloadRequest } from './offload-worker';

/** Compiled, also where the host itself runs from its sources. */
const WORKER = join(__dirname, '../../../dist/hosts/headless/offload-worker.js');
const IDLE_MS = 2000;

/** A function that waits for a thread, or runs in one. */
interface Job {
  readonly request: OffloadRequest;
  readonly module: string;
  readonly controller: AbortController;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The worker threads of the process: made when they are needed, ended when they idle; the process does not wait for them. */
class OffloadPool {
  private readonly size = Math.max(1, availableParallelism() - 1);
  private pool: Tinypool | undefined;
  /** Here and not in the pool's queue, which stands still when a thread that was stopped is the last one. */
  private readonly waiting = new Set<Job>();
  private running = 0;

  run(module: string, file: string, exported: string, input: unknown): Offloaded {
    const request = { file, exported, input: copyOf(input) };
    const controller = new AbortController();
    let job: Job;
    const result = new Promise<unknown>((resolve, reject) => {
      job = { request, module, controller, resolve, reject };
    });
    this.waiting.add(job!);
    this.startNext();
    return {
      result,
      cancel: () => {
        if (this.waiting.delete(job)) job.reject(new OffloadError(module, 'it was cancelled'));
        else controller.abort();
      },
    };
  }

  private startNext(): void {
    for (const job of this.waiting) {
      if (this.running >= this.size) return;
      this.waiting.delete(job);
      this.running += 1;
      void this.start(job).finally(() => {
        this.running -= 1;
        this.startNext();
      });
    }
  }

  private async start({ request, module, controller, resolve, reject }: Job): Promise<void> {
    try {
      this.pool ??= makePool(this.size);
      const answer = (await this.pool.run(request, { signal: controller.signal })) as OffloadAnswer;
      if ('result' in answer) return resolve(answer.result);
      const error = new OffloadError(module, answer.message);
      if (answer.stack !== undefined) error.stack = answer.stack;
      reject(error);
    } catch (error) {
      reject(new OffloadError(module, textOf(error), error));
    }
  }
}

export const offloadPool = new OffloadPool();

function makePool(size: number): Tinypool {
  // Test runners put a `require` of their own in the place of Node's, which knows no ES modules; this one is Node's.
  const node = runInThisContext('process') as NodeJS.Process;
  const require = node.getBuiltinModule('node:module').createRequire(__filename);
  const { Tinypool: Pool } = require('tinypool') as typeof import('tinypool');
  const pool = new Pool({
    filename: WORKER,
    name: 'runOffloaded',
    minThreads: 0,
    maxThreads: size,
    idleTimeout: IDLE_MS,
  });
  // What a thread does to itself is told to whoever waits for it; the rest is nobody's.
  pool.on('error', () => undefined);
  return pool;
}

function copyOf(input: unknown): unknown {
  try {
    return structuredClone(input);
  } catch (error) {
    throw new ArgumentError('self.offload: input', `what can be copied (${textOf(error)})`, input);
  }
}

/** The message of an error, which is of a class of another realm where a test runner has one of its own. */
function textOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return String(message ?? error).split('\n', 1)[0]!;
}

// SPDX-License-Identifier: MIT
// A thousand actors that open and lose connections, while their level leaves the world and comes back, again and again.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { ActorScript, TaskScope } from 'transient-loop';
import { HeadlessGame } from 'transient-loop/headless';
import { connectTcp } from 'transient-loop/net';
import { heapInUse } from '../core/support/garbage';

const ACTORS = 1000;
/** `npm run test:soak` plays a hundred. */
const ROUNDS = Number(process.env['TRANSIENT_LOOP_ROUNDS'] ?? 3);

/** Greets everybody, and hangs up on every third. */
class Greeter {
  readonly sockets = new Set<Socket>();
  accepted = 0;
  readonly server: Server = createServer((socket) => {
    this.sockets.add(socket);
    this.accepted += 1;
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    socket.resume().write('hello\n');
    if (this.accepted % 3 === 0) socket.destroy();
  });

  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
        resolve((this.server.address() as AddressInfo).port),
      );
    });
  }
}

/** Connects again and again; its neighbours lose theirs by the server's hand, by a timeout, or never. */
function visitor(port: number, greeted: { count: number }): ActorScript {
  return function* visit(self: TaskScope) {
    for (;;) {
      const visiting = self.subscribe(connectTcp({ port }), (connection) => {
        self.subscribe(connection.lines(), {
          next: () => void (greeted.count += 1),
          error: () => undefined,
        });
      });
      yield* self.settled([self.timeout(1, visiting)]);
      yield* self.sleep(0.05);
    }
  };
}

/** Frames as long as the clock says, but for hitches: connections take real time. */
class Frames {
  private last = performance.now();

  constructor(private readonly game: HeadlessGame) {}

  next(): Promise<void> {
    return new Promise((resolve) =>
      setImmediate(() => {
        const now = performance.now();
        this.game.step(Math.min(0.1, (now - this.last) / 1000));
        this.last = now;
        resolve();
      }),
    );
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await this.next();
  }
}

describe('level streaming with a thousand connections', () => {
  it(
    `leaves no socket, timer or subscription, and the heap as it was (${ROUNDS} rounds)`,
    async () => {
      const greeter = new Greeter();
      const port = await greeter.listen();
      const greeted = { count: 0 };
      const game = new HeadlessGame({
        logsLoops: false,
        scripts: () => ({ default: visitor(port, greeted) }),
        onEvent: ({ event, severity, message }) => {
          if (severity === 'error' && event !== 'task.failed') throw new Error(message);
        },
      });
      const actors = Array.from({ length: ACTORS }, (_, i) => ({
        class: 'Actor',
        label: `visitor ${i}`,
        script: 'visitor',
      }));
      game.addLevel({ name: 'Crowd', actors, streamedLevels: [] });
      game.addLevel({ name: 'Square', actors: [], streamedLevels: [{ level: 'Crowd', visible: false }] });
      game.start('Square');
      const frames = new Frames(game);
      await frames.next();
      const heaps: number[] = [];

      for (let round = 0; round < ROUNDS; round += 1) {
        game.world.setLevelVisible('Crowd', true);
        const wanted = greeted.count + ACTORS * 1.5;
        await frames.until(() => greeted.count >= wanted);
        game.world.setLevelVisible('Crowd', false);
        await frames.next();

        expect(game.countLeft()).toEqual({ tasks: 0, timers: 0, subscriptions: 0 });
        // Every connection that the server has is closed by its other side.
        await frames.until(() => greeter.sockets.size === 0);
        heaps.push(heapInUse());
      }

      const { left } = game.end();
      expect(left.tasks + left.timers + left.subscriptions).toBe(0);
      await new Promise((resolve) => greeter.server.close(resolve));
      // The first rounds fill caches and pools.
      const settled = heaps.slice(Math.min(10, heaps.length - 1));
      expect(settled.at(-1)! - settled[0]!).toBeLessThan(2 ** 20);
    },
    30_000 + ROUNDS * 10_000,
  );
});

// SPDX-License-Identifier: MIT
// Uses the published typings as a script in PuerTS's editor does, which compiles with TypeScript 4.7.
import { map } from 'rxjs';
import { actorScript, LoopError, type Actor, type Task, type TaskScope } from 'transient-loop';
import { LoopRegistry, type Host } from 'transient-loop/host';
import { connectTcp, listenHttp, listenSsh, NetError, type TcpConnection } from 'transient-loop/net';

export default actorScript(function* (self) {
  const actor: Actor | null = self.actor;
  const found = yield* self.race([self.sleep(1), patrol]);
  const task: Task<number> = self.spawn(async (scope) => {
    await scope.sleep(1);
    return scope.now;
  });
  const { first, second } = yield* self.all({ first: task, second: self.nextTick() });
  self.subscribe(connectTcp({ port: 1 }).pipe(map(({ id }: TcpConnection) => id)), (id: number) =>
    self.log(`${id}`),
  );
  self.subscribe(listenSsh({ port: 0, hostKeyFile: 'key', password: 'x', commands: {} }), (event) => {
    if (event.type === 'command') event.command.end(event.command.arguments.join());
  });
  self.subscribe(listenHttp({ port: 0 }));
  const { actor: door } = self;
  const [ended, reason] = yield* self.delegate(door!, 'onEndPlay').next();
  const [damage, by] = yield* self.delegate(engine.OnDamage).next();
  yield* self.latent((info: LatentInfo) => info.UUID);
  const { pin, values } = yield* self.asyncAction(engine, { completed: ['OnDamage', 'OnDone'] });
  const score: number = pin === 'OnDone' ? values[0] : damage;
  self.subscribe(self.changes(engine, 'Health'), (health: number) => self.log(`${health} ${score}`));
  self.log(`${ended.label} ${reason} ${by}`);
  const primes = yield* self.offload<number>('tutorial/primes', 10);
  self.log(`${actor?.label} ${String(found)} ${first} ${String(second)} ${primes}`);
});

/** As `ue.d.ts` has delegates of the engine. */
interface $MulticastDelegate<T extends (...values: never[]) => void> {
  Add(fn: T): void;
  Remove(fn: T): void;
}

interface LatentInfo {
  UUID: number;
}

declare const engine: {
  Health: number;
  OnDamage: $MulticastDelegate<(damage: number, by: string) => void>;
  OnDone: $MulticastDelegate<(score: number) => void>;
  Activate(): void;
  Cancel(): void;
};

function* patrol(self: TaskScope) {
  yield* self.until(() => true);
  return 'found';
}

export const isOurs = (error: unknown): boolean => error instanceof LoopError || error instanceof NetError;
export const registryOf = (
  binding: ConstructorParameters<typeof LoopRegistry>[0],
  host: Host,
): LoopRegistry => new LoopRegistry(binding, host);

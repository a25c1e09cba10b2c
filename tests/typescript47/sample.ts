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
  const primes = yield* self.offload<number>('tutorial/primes', 10);
  self.log(`${actor?.label} ${String(found)} ${first} ${String(second)} ${primes}`);
});

function* patrol(self: TaskScope) {
  yield* self.until(() => true);
  return 'found';
}

export const isOurs = (error: unknown): boolean => error instanceof LoopError || error instanceof NetError;
export const registryOf = (
  binding: ConstructorParameters<typeof LoopRegistry>[0],
  host: Host,
): LoopRegistry => new LoopRegistry(binding, host);

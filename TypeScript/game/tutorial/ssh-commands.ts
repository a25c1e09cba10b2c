// SPDX-License-Identifier: MIT
import { actorScript, type Actor, type Task, type TaskInfo, type TaskScope } from 'transient-loop';
import { listenSsh, type SshCommand } from 'transient-loop/net';

const COMMANDS = {
  actors: { help: 'lists the actors of the world', arguments: 0 },
  tasks: { help: 'lists the tasks of this loop, and what they wait for', arguments: 0 },
  spawn: { usage: 'LABEL', help: 'spawns a Character that walks about', arguments: 1 },
  destroy: { usage: 'LABEL', help: 'destroys an actor', arguments: 1 },
  cancel: { usage: 'TASK', help: 'cancels a walk', arguments: 1 },
  quit: { help: 'ends the game', arguments: 0 },
};

/** Editor commands over SSH: `ssh -p 2222 127.0.0.1` gives a prompt in the world. */
export default actorScript(function* (self) {
  const password = self.argument('password', '') || undefined;
  const authorizedKeysFile = self.argument('authorizedKeysFile', '') || undefined;
  if (password === undefined && authorizedKeysFile === undefined) {
    self.log('nobody may log in: set the script argument "authorizedKeysFile" or "password"');
    return;
  }

  const walks = new Map<string, Task>();
  const server = listenSsh({
    port: self.argument('port', 2222),
    hostKeyFile: self.argument('hostKeyFile', 'Saved/Ssh/host-key'),
    password,
    authorizedKeysFile,
    commands: COMMANDS,
    prompt: `${self.world!.level}> `,
  });
  yield* self.subscribe(server, (event) => {
    if (event.type === 'command') obey(self, event.command, walks);
    else if (event.type === 'listening') {
      const { address, port, fingerprint } = event;
      self.emit('listening', `listening on ${address}:${port}, host key ${fingerprint}`, {
        name: self.actor?.label,
        address,
        port,
      });
    } else if (event.type === 'refused') self.log(`turned ${event.address} away: ${event.reason}`);
    else self.log(`${event.type} of ${event.user}${event.key === undefined ? '' : `, key ${event.key}`}`);
  });
});

function obey(self: TaskScope, command: SshCommand, walks: Map<string, Task>): void {
  const world = self.world!;
  const [what = ''] = command.arguments;
  switch (command.name) {
    case 'actors':
      return command.end(world.actors().map(actorLine).join('\n'));
    case 'tasks':
      return command.end(taskLines(self.tasks()).join('\n'));
    case 'spawn': {
      if (what.trim() === '' || world.find(what) !== undefined) {
        return command.fail(`expected a new label, but got "${what}"`);
      }
      const actor = world.spawn({ class: 'Character', label: what });
      const name = `walk ${what}`;
      const task = self.spawn((scope) => walk(scope, actor), { name });
      walks.set(name, task);
      task.onDone(() => walks.delete(name));
      return command.end(`spawned ${what}`);
    }
    case 'destroy': {
      const actor = world.find(what);
      if (actor === undefined) return command.fail(`expected the label of an actor, but got "${what}"`);
      // First: the actor may be our own, and then nobody is left to answer.
      command.end(`destroyed ${what}`);
      return actor.destroy();
    }
    case 'cancel': {
      const task = walks.get(what);
      if (task === undefined) return command.fail(`expected the name of a walk, but got "${what}"`);
      task.cancel(`${command.user} said so`);
      return command.end(`cancelled ${what}`);
    }
    case 'quit':
      command.end('the game ends');
      return world.quit();
  }
}

function* walk(self: TaskScope, actor: Actor) {
  for (let step = 0; actor.isValid; step += 1) {
    actor.setLocation({ x: 100 * Math.cos(step), y: 100 * Math.sin(step), z: 0 });
    yield* self.sleep(0.5);
  }
}

function actorLine({ label, className, location }: Actor): string {
  const [x, y, z] = [location.x, location.y, location.z].map((value) => value.toFixed(0));
  return `${label} (${className}) at ${x}, ${y}, ${z}`;
}

function taskLines(tasks: readonly TaskInfo[], indent = ''): string[] {
  return tasks.flatMap(({ name, state, waitsFor, children }) => [
    `${indent}${name}: ${state}${waitsFor === undefined ? '' : `, waits for ${waitsFor}`}`,
    ...taskLines(children, `${indent}  `),
  ]);
}

// SPDX-License-Identifier: MIT
import { actorScript, type Actor, type TaskScope } from 'transient-loop';
import { httpRoutes, listenHttp, type HttpRequest } from 'transient-loop/net';
import { spawnCharacter } from './spawn-character';

/** The world over HTTP: what is in it, and a way to put more into it. */
const routes = httpRoutes({
  'GET /world': (request, self: TaskScope) => {
    const { level, seconds } = self.world!;
    request.respondJson({ name: level, seconds, actors: self.world!.actors().map(inShort) });
  },

  'GET /actors/:label': (request, self: TaskScope) => {
    const actor = self.world!.find(request.params['label']!);
    if (actor === undefined) request.respondJson({ refused: 'nobody is called so' }, { status: 404 });
    else request.respondJson({ ...inShort(actor), location: actor.location });
  },

  'POST /actors': spawn,
});

export default actorScript(function* (self) {
  self.subscribe(listenHttp({ port: self.argument('port', 8887), maxBodyBytes: 1024 }), (event) => {
    if (event.type === 'listening') {
      const { address, port } = event;
      self.emit('listening', `listening on ${address}:${port}`, { name: self.actor?.label, address, port });
    } else if (event.type === 'request') {
      // A request is a task of its own: it may take its time, and fail alone.
      const { request } = event;
      self.spawn((task) => routes(request, task), { name: `${request.method} ${request.path}` });
    } else if (event.type === 'refused') {
      self.log(`turned a request away: ${event.reason}`);
    }
  });
});

/** Takes `{"label": "Luke"}`. */
function* spawn(request: HttpRequest, self: TaskScope) {
  let body: unknown;
  yield* self.subscribe(request.json(), (json) => void (body = json));

  const given = (body as { label?: unknown } | null)?.label;
  const label = typeof given === 'string' ? given.trim() : '';
  const refusal = label.length > 64 ? 'a name has at most 64 letters' : spawnCharacter(self, label);
  if (refusal !== undefined) {
    request.respondJson({ refused: refusal }, { status: 422 });
    return;
  }
  self.log(`spawned ${label}`);
  const headers = { Location: `/actors/${encodeURIComponent(label)}` };
  request.respondJson({ label, class: 'Character' }, { status: 201, headers });
}

function inShort({ label, className }: Actor): { label: string; class: string } {
  return { label, class: className };
}

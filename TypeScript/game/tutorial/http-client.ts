// SPDX-License-Identifier: MIT
import { mergeMap } from 'rxjs';
import { actorScript, type TaskScope } from 'transient-loop';
import { httpRequest } from 'transient-loop/net';

/** What http-server.ts answers. */
interface WorldState {
  readonly name: string;
  readonly seconds: number;
  readonly actors: readonly { readonly label: string; readonly class: string }[];
}

/** Asks a world how it is, every few seconds; where nobody answers, it asks again. */
export default actorScript(function* (self) {
  const url = `http://${self.argument('host', '127.0.0.1')}:${self.argument('port', 8887)}/world`;
  for (;;) {
    try {
      const { name, seconds, actors } = yield* ask(self, url);
      self.log(`${name} is ${seconds.toFixed(1)} s old and has ${actors.length} actors`);
    } catch (error) {
      self.log(`no answer: ${(error as Error).message}`);
    }
    yield* self.sleep(self.argument('every', 5));
  }
});

function* ask(self: TaskScope, url: string) {
  let state: unknown;
  // `mergeMap` keeps the request alive while its body is read. Ending this task ends both.
  const answers = httpRequest({ url, timeoutSeconds: 5 }).pipe(
    mergeMap((response) => {
      if (!response.isOk) throw new Error(`it answered ${response.status}`);
      return response.json();
    }),
  );
  yield* self.subscribe(answers, (json) => void (state = json));
  return state as WorldState;
}

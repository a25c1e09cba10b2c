// SPDX-License-Identifier: MIT
import { actorScript } from 'transient-loop';
import { sendPressed } from './echo-widget/send-pressed';

/** Presses the send button of the echo widget from time to time, as there is nobody at a screen. */
export default actorScript(function* (self) {
  const beat = self.beat(self.argument('every', 2));
  for (let press = 1; ; press += 1) {
    yield* beat.next();
    sendPressed.emit(`hello ${press}`);
  }
});

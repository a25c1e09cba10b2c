// SPDX-License-Identifier: MIT
import { actorScript } from 'transient-loop';

/** Streams a level out and in again. An async function this time: `await` instead of `yield*`. */
export default actorScript(async (self) => {
  const level = self.argument('level', 'TutorialCellar');
  for (;;) {
    await self.sleep(self.argument('open', 6));
    self.log(`the door to ${level} falls shut`);
    self.world?.setLevelVisible(level, false);

    await self.sleep(self.argument('shut', 3));
    self.log(`the door to ${level} opens`);
    self.world?.setLevelVisible(level, true);
  }
});

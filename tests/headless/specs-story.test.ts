// SPDX-License-Identifier: MIT
// The script that the automation specs of the plugin run in a real engine tells their story here too.
import story from '../../TypeScript/game/transient-loop-tests/story';
import { STAGES, listen } from './support/loop-stage';

describe.each(STAGES)('transient-loop-tests/story (%s)', (_, makeStage) => {
  it('posts each tick of its loop, with the seconds of its time', async () => {
    const stage = makeStage({ A: { default: story } });
    const heard = listen(stage.actor('A').loop!);

    await stage.tick(0.25, 3);

    const seconds = heard.map((line) => Number(/^event ticks: (.*)$/.exec(line)?.[1]).toFixed(2));
    expect(seconds).toEqual(['0.25', '0.50', '0.75']);
    stage.end();
  });
});

// SPDX-License-Identifier: MIT
// The automation specs of the plugin with the script that they name: as a real engine runs them, but for the engine.
import { LoopRegistry, type Host, type LogEntry } from 'transient-loop/host';
import { loadAddon } from '../../TypeScript/hosts/headless/native-game';
import story from '../../TypeScript/game/transient-loop-tests/story';

const { HeadlessGame: Native, TransientLoopBinding: binding } = loadAddon();

const environments: LoopRegistry[] = [];
const errors: LogEntry[] = [];
const asked = new Set<string>();

/** What an environment of PuerTS is to the core, without an actor to look at. */
const host: Host = {
  logsLoops: false,
  loadScript: (module) => {
    asked.add(module);
    return { default: story };
  },
  log: (entry) => {
    if (entry.severity !== 'log') errors.push(entry);
  },
  actorOf: () => null,
  worldOf: () => null,
};

const sentences = Array.from(
  { length: Native.CountSpecs() },
  (_, index) => [Native.SpecSentence(index), index] as const,
);

beforeAll(() => Native.SetStarter(() => environments.push(new LoopRegistry(binding, host))));

describe('the automation specs', () => {
  it.each(sentences)('%s', (_, index) => {
    environments.length = 0;

    expect(Native.RunSpec(index)).toBe('');

    expect(errors).toEqual([]);
    for (const environment of environments)
      expect(environment.leftOver()).toEqual({ tasks: 0, timers: 0, subscriptions: 0 });
  });

  it('are those of 45 rows, with the script that the release has', () => {
    expect(sentences).toHaveLength(45);
    expect([...asked]).toEqual(['transient-loop-tests/story']);
  });
});

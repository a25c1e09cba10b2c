// SPDX-License-Identifier: MIT
// The loops of actors in hosts/unreal, where PuerTS is imitated: numbers and text cross, and nothing else.
import { UnrealStage } from './support/unreal-stage';

const SCRIPT = `
  exports.default = function* (self) {
    const { actor } = self;
    self.log('loops: ' + actor.loops.length);
    const { loop } = actor;
    self.log(loop.state + ' ' + loop.clock + ' ' + loop.script + ' ' + JSON.stringify(loop.arguments));
    loop.clock = 'real';
    loop.setScript('other', { colour: 'red' });
    self.subscribe(loop.events('door'), ({ payload }) => self.log('heard ' + payload.open));
    self.post('door', { open: true });
    const { payload } = yield* self.nextEvent('go');
    self.log('posted ' + payload);
    actor.loops[1].restart();
    actor.loops[1].stop('quit');
  };`;

describe('actor.loop in Unreal', () => {
  it('knows loops by number, and asks C++ of them', () => {
    const calls: unknown[][] = [];
    const told =
      (name: string, answer?: unknown) =>
      (...given: never[]): unknown => {
        calls.push([name, ...given]);
        return answer;
      };
    const stage = new UnrealStage(
      'loops',
      { 'game/loops.js': SCRIPT },
      {
        LoopNumber: () => 7,
        SlotOfLoop: (_environment: number, loop: number) => (loop === 7 ? 0 : -1),
        LoopState: () => 1,
        LoopSetting: () => 0,
        LoopScript: () => 'loops',
        LoopArguments: () => '{"a":1}',
        SetLoopSetting: told('SetLoopSetting'),
        SetLoopScript: told('SetLoopScript'),
        RestartLoop: told('RestartLoop', true),
        StopLoop: told('StopLoop'),
        HearsEvents: () => true,
        TellEvent: told('TellEvent'),
        OperationText: () => 'go',
        OperationPayload: () => '"now"',
        SetOperationResult: told('SetOperationResult'),
      },
    );
    stage.engine.loopNumbers = [7, 9];

    stage.begin();
    stage.post();
    stage.tick(0.1);
    stage.end();

    expect(stage.said()).toEqual(['loops: 2', 'running game loops {"a":1}', 'heard true', 'posted now']);
    expect(calls).toEqual([
      ['SetLoopSetting', 7, 0, 2],
      ['SetLoopScript', 7, 'other', '{"colour":"red"}'],
      ['TellEvent', 3, 0, 'door', '{"open":true}'],
      ['SetOperationResult', 3, 1],
      ['RestartLoop', 9],
      ['StopLoop', 9, 4],
    ]);
  });

  it('wakes loops that hibernate when a script sets the dilation of their actor', () => {
    const script = `exports.default = function* (self) {
      self.actor.timeDilation = 0.5;
      self.log('slow ' + self.actor.timeDilation);
      try { self.actor.timeDilation = 'fast'; } catch (error) { self.log(error.message); }
    };`;
    const stage = new UnrealStage('slow', { 'game/slow.js': script });

    stage.begin();
    stage.end();

    expect(stage.said()).toEqual(['slow 0.5', expect.stringContaining('a number')]);
    expect(stage.engine.woken).toEqual([stage.actor]);
  });

  it('is null for an actor without a loop component', () => {
    const script = `exports.default = function* (self) {
      self.log(self.actor.loop + ' ' + self.actor.loops.length);
    };`;
    const stage = new UnrealStage('none', { 'game/none.js': script });

    stage.begin();
    stage.end();

    expect(stage.said()).toEqual(['null 0']);
  });
});

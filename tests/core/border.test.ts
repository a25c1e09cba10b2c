// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  END_REASONS,
  ERROR_POLICIES,
  LOOP_STATES,
  LifecycleOperation,
  LoopFlag,
  LoopRecord,
  TaskOutcome,
  TickDelta,
} from 'transient-loop/host';
import { BATCH_SLOT } from '../../TypeScript/core/loop/loop-batch';
import { LoopSetting } from '../../TypeScript/core/loop/loop-setting';
import { STATES } from '../../TypeScript/core/task/task-state';

const PLUGIN = join(__dirname, '../../Plugins/TransientLoop/Source/TransientLoop');

/** The names of a C++ enum, in order, each with its number. */
function enumOf(file: string, declaration: RegExp): Record<string, number> {
  const text = readFileSync(join(PLUGIN, file), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
  const body = new RegExp(`${declaration.source}[^{]*\\{([^}]*)\\}`).exec(text)![1]!;
  let next = 0;
  const entries = [...body.matchAll(/(\w+)(?:\s*=\s*(\d+))?/g)].map(([, name, value]) => {
    next = value === undefined ? next : Number(value);
    next += 1;
    return [name!, next - 1] as const;
  });
  return Object.fromEntries(entries);
}

/** The names of an enum, in order, as TypeScript writes them. */
function kebab(values: Record<string, number>): string[] {
  return Object.keys(values).map((name) => name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase());
}

describe('the border between C++ and TypeScript', () => {
  it('has the same lifecycle operations on both sides', () => {
    expect(enumOf('Private/TransientLoopEnvironment.h', /enum class ETransientLoopOperation/)).toEqual(
      LifecycleOperation,
    );
  });

  it('has the same flags on both sides', () => {
    expect(enumOf('Private/TransientLoopTable.h', /enum Type/)).toEqual(LoopFlag);
  });

  it('has the same marks in the place of deltas on both sides', () => {
    const text = readFileSync(join(PLUGIN, 'Private/TransientLoopEnvironment.h'), 'utf8');
    const marks = [...text.matchAll(/static constexpr float (\w+) = (-\d)\.0f;/g)];

    expect(Object.fromEntries(marks.map(([, name, value]) => [name, Number(value)]))).toEqual(TickDelta);
  });

  it('has the same settings of a component, and the same slot for a batch, on both sides', () => {
    expect(enumOf('Private/TransientLoopSetting.h', /enum class ETransientLoopSetting/)).toEqual(LoopSetting);
    const text = readFileSync(join(PLUGIN, 'Private/TransientLoopBatch.h'), 'utf8');

    expect(Number(/BatchSlot = (-\d)/.exec(text)![1])).toBe(BATCH_SLOT);
  });

  it('has the same end reasons on both sides', () => {
    const reasons = enumOf('Public/TransientLoopEndReason.h', /enum class ETransientLoopEndReason/);

    expect(kebab(reasons)).toEqual([...END_REASONS]);
  });

  it('has the same states of loops and tasks on both sides, and outcomes', () => {
    const states = enumOf('Public/TransientLoopState.h', /enum class ETransientLoopState/);
    const tasks = enumOf('Public/TransientLoopTaskInfo.h', /enum class ETransientLoopTaskState/);

    expect(kebab(states)).toEqual([...LOOP_STATES]);
    expect(kebab(tasks)).toEqual(['not-found', ...STATES]);
    expect(enumOf('Public/TransientLoopTaskInfo.h', /enum class ETransientLoopTaskOutcome/)).toEqual(
      TaskOutcome,
    );
  });

  it('has the same error policies on both sides', () => {
    const policies = enumOf('Public/TransientLoopErrorPolicy.h', /enum class ETransientLoopErrorPolicy/);

    expect(kebab(policies)).toEqual([...ERROR_POLICIES]);
  });

  it('has the same record layout on both sides', () => {
    const text = readFileSync(join(PLUGIN, 'Private/TransientLoopRecord.h'), 'utf8');
    const body = /struct FTransientLoopRecord\s*\{([^}]*)\}/.exec(text)![1]!;
    const fields = [...body.matchAll(/^\s*(double|int32) (\w+);/gm)].map(([, type, name]) => [type, name]);
    let bytes = 0;
    const places = fields.map(([type, name]) => {
      const size = type === 'double' ? 8 : 4;
      const place = bytes / size;
      bytes += size;
      return [name, place];
    });

    expect(Object.fromEntries(places)).toEqual({
      Now: LoopRecord.Now,
      Due: LoopRecord.Due,
      Reached: LoopRecord.Reached,
      Flags: LoopRecord.Flags,
      FirstTimer: LoopRecord.FirstTimer,
    });
    expect(bytes).toBe(LoopRecord.Doubles * 8);
    expect(bytes).toBe(LoopRecord.Integers * 4);
  });
});

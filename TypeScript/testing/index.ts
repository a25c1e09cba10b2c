// SPDX-License-Identifier: MIT
// What tests of scripts import.

export {
  createTestLoop,
  createTestLoops,
  type TestLoopOptions,
  type TestLoops,
  type TestLoopsOptions,
} from './test-loops';
export { TestDelegate } from './test-delegate';
export type { ScriptModule } from './script-module';
export type { LoopHandle } from './loop-handle';
export type { LoopOptions, LoopView, TestLoop } from './test-loop';
export { installTestKit, type TestHooks } from './install';
export type { TestStage } from './test-stage';
export type { LogPattern, TestLog } from './test-log';
export { TestKitError, type TestKitErrorCode } from './test-kit-error';
export { SEED_VARIABLE } from './seed';
export { Random } from './random';
export { splitBytes } from './split-bytes';
export type { FrameOptions, IdleOptions } from './virtual-time';

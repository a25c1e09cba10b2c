// SPDX-License-Identifier: MIT
// What tests of whole worlds import. It loads the headless addon.

export { createTestWorld, type TestWorld } from './test-world';
export type { ScriptSource } from './inline-scripts';
export type { TestWorldOptions, WorldActorOptions, WorldLevelOptions } from './world-options';
export type { WorldLoop } from './world-loop';

// SPDX-License-Identifier: MIT
// What a program that runs games without an engine imports.

export { HeadlessGame } from './headless-game';
export type { HeadlessAction, HeadlessCountdown, HeadlessNode } from './headless-action';
export type { LatentInfo } from './headless-engine';
export type { HeadlessWorld } from './headless-world';
export type {
  GameOptions,
  GameSummary,
  LeftBehind,
  LevelDefinition,
  PlacedActor,
  StreamedLevel,
  WorldEvent,
} from './game-types';

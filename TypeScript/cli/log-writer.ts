// SPDX-License-Identifier: MIT
import type { GameSummary, LevelDefinition, WorldEvent } from '../hosts/headless/game-types';

/** A form of the log. */
export interface LogWriter {
  /** Says that the level is about to be loaded, before anything slow happens. */
  begin(file: string): void;
  /** Says what will be played, before the first event. */
  prepare(levels: readonly LevelDefinition[]): void;
  write(event: WorldEvent): void;
  end(summary: GameSummary, exitCode: number): void;
}

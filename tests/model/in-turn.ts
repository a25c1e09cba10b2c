// SPDX-License-Identifier: MIT

/** One thing after the other: what comes up meanwhile comes after it, not inside it. */
export class InTurn {
  private readonly actions: (() => void)[] = [];

  do(action: () => void): void {
    this.actions.push(action);
    if (this.actions.length > 1) return;
    for (; this.actions.length > 0; this.actions.shift()) this.actions[0]!();
  }
}

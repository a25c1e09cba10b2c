// SPDX-License-Identifier: MIT
import { takeOver, type Hub, type Lingering } from './hub';
import type { LoopRegistry } from './loop-registry';

/** The hub of an environment: what lingers goes to the loop that the plugin keeps for it, in real time. */
export class EnvironmentHub implements Hub {
  /** Set once there is one: a registry is given its host, and so this, when it is made. */
  registry: LoopRegistry | undefined = undefined;

  take(lingering: Lingering): void {
    const { registry } = this;
    const slot = registry === undefined ? -1 : registry.binding.HubSlot(registry.environment);
    const loop = slot < 0 ? undefined : registry!.loopAt(slot);
    if (loop !== undefined && loop.endReason === null) return takeOver(loop, lingering);
    const { name, owner } = lingering;
    const message = `Expected "${name}" to be handed over before the game ended, but it came later: it does not run`;
    registry?.host.log({ event: 'hub.refused', severity: 'error', message, ...owner, fields: { name } });
  }
}

// SPDX-License-Identifier: MIT

/** Script of a hub's loop for what lingers; no module can be called so. `FTransientLoopHubLoop` has the same. */
export const HUB_SCRIPT = '(hub)';

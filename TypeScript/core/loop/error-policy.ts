// SPDX-License-Identifier: MIT

/**
 * What happens when a task fails and nobody waited for it; it is reported first, whatever follows.
 *
 * - `report`: the report is all, the other tasks of the loop go on
 * - `end-loop`: the loop ends with reason `stopped`, its actor goes on without it
 * - `destroy-actor`: the actor that owns the loop is destroyed
 *
 * `ETransientLoopErrorPolicy` in `TransientLoopErrorPolicy.h` is the same list.
 */
export const ERROR_POLICIES = ['report', 'end-loop', 'destroy-actor'] as const;

export type ErrorPolicy = (typeof ERROR_POLICIES)[number];

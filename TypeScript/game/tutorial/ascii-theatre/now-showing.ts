// SPDX-License-Identifier: MIT

/** Where the theatre plays: its actor writes it, and whoever wants to watch reads it. */
export const nowShowing: { port: number | undefined } = { port: undefined };

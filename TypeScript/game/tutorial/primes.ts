// SPDX-License-Identifier: MIT

/** Counts the primes below a limit. Runs in a thread of its own: see offload.ts. */
export default function countPrimes(below: number): number {
  const isComposite = new Uint8Array(below);
  let count = 0;
  for (let candidate = 2; candidate < below; candidate += 1) {
    if (isComposite[candidate] === 1) continue;
    count += 1;
    for (let multiple = candidate * candidate; multiple < below; multiple += candidate)
      isComposite[multiple] = 1;
  }
  return count;
}

// SPDX-License-Identifier: MIT
// Prints the C++ files of folders, one a line, for binding.gyp.
import { readdirSync } from 'node:fs';
import { posix } from 'node:path';

for (const folder of process.argv.slice(2)) {
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.cpp')) console.log(posix.join(folder, file));
  }
}

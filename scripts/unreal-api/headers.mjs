// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { generate } from '../../Source/Headless/HeaderTool/header-tool.mjs';

export const ENGINE = 'Source/Headless/Engine';

/** The headers of a folder, as they are included. */
export function headersIn(folder, ending = '.h') {
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(ending))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}

/** Writes what the header tool writes for the folders, and says where it is. */
export function generateInto(out, folders) {
  const generated = join(out, 'generated');
  mkdirSync(generated, { recursive: true });
  generate(generated, folders);
  return generated;
}

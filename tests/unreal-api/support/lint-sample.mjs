// SPDX-License-Identifier: MIT
import { join } from 'node:path';

import { scanHeaders } from '../../../scripts/unreal-api/annotate.mjs';
import { ENGINE } from '../../../scripts/unreal-api/headers.mjs';
import { lintFiles } from '../../../scripts/unreal-api/lint-check.mjs';
import { reflect } from '../../../scripts/unreal-api/lint/reflection.mjs';
import { tokenize } from '../../../scripts/unreal-api/tokens.mjs';

let scanned;

/** Lints files of a module named Sample: `{ 'Public/X.h': text }`. Gives the problems, without the folder. */
export function lintSample(files) {
  scanned ??= scanHeaders(join(import.meta.dirname, '../../..', ENGINE));
  const module = { name: 'Sample', folder: 'Sample' };
  const parsed = Object.entries(files).map(([path, text]) => {
    const tokens = tokenize(text);
    const isHeader = path.endsWith('.h');
    return {
      path,
      text,
      tokens,
      module,
      isHeader,
      isPublic: path.startsWith('Public'),
      reflected: reflect(tokens),
    };
  });
  return lintFiles(parsed, scanned);
}

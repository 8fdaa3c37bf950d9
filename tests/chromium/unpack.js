/**
 * Unpack the Chromium of `@sparticuz/chromium` below `node_modules/.unpacked/`, with the script `start` that starts it.
 *
 * The package brings the libraries and the font that a bare Linux lacks, but unpacks them only where it finds itself on
 * Lambda; and its font settings name fixed places. `start` says where both are.
 */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const target = join(import.meta.dirname, 'node_modules', '.unpacked');
rmSync(target, { recursive: true, force: true });
mkdirSync(target);

// Both are read when the package is loaded, and when it unpacks.
process.env.TMPDIR = target;
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
const { default: chromium } = await import('@sparticuz/chromium');
await chromium.executablePath();

writeFileSync(
  join(target, 'fonts.conf'),
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${target}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${target}/font-cache</cachedir>
</fontconfig>
`,
);
writeFileSync(
  join(target, 'start'),
  `#!/bin/sh
export LD_LIBRARY_PATH='${target}/al2023/lib' FONTCONFIG_FILE='${target}/fonts.conf'
exec '${target}/chromium' "$@"
`,
  { mode: 0o755 },
);

#!/usr/bin/env node
// `npx lianke …` inside the clone: installs on first use, then hands over to the command line on Node 24.
import { spawn, spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const prepared = spawnSync(process.execPath, [join(root, 'scripts', 'prepare.mjs'), process.argv[2] === 'serve' ? 'start' : 'command'], {
  stdio: 'inherit',
})
if (prepared.status !== 0) process.exit(prepared.status ?? 1)

const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'lianke-node.cmd' : 'lianke-node')
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, 'cli', 'lianke.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))

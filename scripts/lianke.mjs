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
// Compiled code is kept between starts: faster, and 25 MB less for stripping types. `identify` gets by with a small nursery, as its data are columns.
const lean = process.argv[2] === 'identify' ? ['--max-semi-space-size=4'] : []
const args = ['--disable-warning=ExperimentalWarning', ...lean, join(root, 'cli', 'lianke.ts'), ...process.argv.slice(2)]
const env = { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'), ...process.env }

// Where this Node can, it becomes the command instead of waiting for it: one process less in memory.
if (process.platform !== 'win32' && typeof process.execve === 'function') {
  process.removeAllListeners('warning')
  process.execve(node, [node, ...args], env)
}
const child = spawn(node, args, { stdio: 'inherit', shell: process.platform === 'win32', env })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))

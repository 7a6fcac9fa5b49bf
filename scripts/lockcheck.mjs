// Finds optional packages that the lockfile names but does not hold: `npm ci` would refuse them on another platform.
import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const held = Object.keys(packages)
const missing = Object.entries(packages).flatMap(([owner, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter(name => !held.some(path => path.endsWith(`node_modules/${name}`)))
    .map(name => `${owner || 'lianke'} -> ${name}`),
)
const hosts = held.filter(path => packages[path].resolved)
for (const line of missing) console.error(`missing from package-lock.json: ${line}`)
for (const path of hosts) console.error(`package-lock.json names a registry for ${path}: remove "resolved"`)
process.exitCode = missing.length + hosts.length > 0 ? 1 : 0

// Runs on any Node >= 18 without a dependency: installs what the lockfile says, links Node 24 as `lianke-node`, builds the web client.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
const require = createRequire(import.meta.url)
const windows = process.platform === 'win32'
const goal = process.argv[2] ?? 'start'
const quiet = goal === 'command'

const say = text => quiet || console.log(`[lianke] ${text}`)
const stop = text => {
  console.error(text)
  process.exit(1)
}

/** A user of the product needs no test tools: `start` and the command line leave them out, and keep them where they are already there. */
function install() {
  const want = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  const mark = 'node_modules/.lianke-installed'
  const [have, kind] = existsSync(mark) ? readFileSync(mark, 'utf8').split(' ') : []
  const tools = goal === 'test' || goal === 'check'
  if (have === want && (kind === 'all' || !tools)) return
  say('installing packages from the npm registry …')
  const npm = process.env.npm_execpath
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...(tools || kind === 'all' ? [] : ['--omit=dev'])]
  const stdio = ['ignore', quiet ? 2 : 'inherit', 'inherit']
  const done = npm ? spawnSync(process.execPath, [npm, ...args], { stdio }) : spawnSync('npm', args, { stdio, shell: windows })
  if (done.status !== 0) stop('npm ci failed: see the lines above. Check that the npm registry can be reached, then run this again.')
  writeFileSync(mark, `${want} ${tools || kind === 'all' ? 'all' : 'product'}`)
}

/** The Node to go on with: this one where it is new enough, else the one that npm brought. */
function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  try {
    const node = join(dirname(require.resolve(`node-${process.platform}-${process.arch}/package.json`)), 'bin', 'node')
    if (spawnSync(node, ['-v']).status === 0) return node
  } catch {
    // No package for this platform: said below.
  }
  return stop(`Node ${process.versions.node} is too old here: install Node 24 from https://nodejs.org and run this again.`)
}

function linkNode() {
  const node = findNode()
  const link = join('node_modules', '.bin', windows ? 'lianke-node.cmd' : 'lianke-node')
  rmSync(link, { force: true })
  if (windows) writeFileSync(link, `@"${node}" %*\r\n`)
  else symlinkSync(node, link)
  return node
}

/** Newest change and number of the files below the folders: when it moves, the client is built anew. */
function stampOf(folders) {
  let newest = 0
  let count = 0
  const walk = folder => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else {
        newest = Math.max(newest, statSync(path).mtimeMs)
        count++
      }
    }
  }
  folders.forEach(walk)
  return `${newest}:${count}:${statSync('package-lock.json').mtimeMs}`
}

function build(node) {
  const stamp = stampOf(['web', 'contract', 'core'])
  const mark = 'dist/web-stamp'
  if (existsSync(mark) && readFileSync(mark, 'utf8') === stamp && existsSync('dist/web/index.html')) return
  say('building the web client …')
  if (spawnSync(node, ['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn'], { stdio: 'inherit' }).status !== 0)
    stop('The web client could not be built: see the lines above.')
  mkdirSync('dist', { recursive: true })
  writeFileSync(mark, stamp)
}

install()
const node = linkNode()
if (goal === 'start' || goal === 'test') build(node)
if (!windows && existsSync(node)) chmodSync('scripts/lianke.mjs', 0o755)

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** A small house of the same plan, in which faults are planted. It lies inside the project, so that the tools find their settings. */
const house = join('.cache', `locks-${process.pid}`)
const run = (...args: string[]) => spawnSync(process.execPath, args, { encoding: 'utf8' })

beforeAll(() => {
  mkdirSync(join(house, 'core', 'units'), { recursive: true })
  cpSync('tsconfig.json', join(house, 'tsconfig.json'))
  cpSync('core/tsconfig.json', join(house, 'core', 'tsconfig.json'))
  cpSync('.oxlintrc.json', join(house, '.oxlintrc.json'))
})
afterAll(() => rmSync(house, { recursive: true, force: true }))

const compile = (text: string) => {
  writeFileSync(join(house, 'core', 'units', 'planted.ts'), text)
  return run('node_modules/typescript/bin/tsc', '-p', join(house, 'core', 'tsconfig.json')).stdout
}

test('lock 1, the compiler: core does not compile with node, the DOM or a clock of theirs', () => {
  expect(compile('export const one = 1\n')).toBe('')
  expect(compile("import { readFileSync } from 'node:fs'\nexport const text = readFileSync('x')\n")).toContain('node:fs')
  expect(compile('export const here = document.title\n')).toContain("'document'")
  expect(compile('export const env = process.env\n')).toContain("'process'")
})

const lint = (floor: string, text: string) => {
  const file = join(house, floor, 'planted.ts')
  mkdirSync(join(house, floor), { recursive: true })
  writeFileSync(file, text)
  const { stdout, status } = run('node_modules/oxlint/bin/oxlint', '-c', join(house, '.oxlintrc.json'), '--no-ignore', file)
  return { status, stdout }
}

test('lock 3, the linter: a floating promise, an any, a clock and dice in core are refused', () => {
  expect(lint('server', 'export const one = 1\n').status).toBe(0)
  expect(lint('server', 'async function f(): Promise<void> {}\nexport function g(): void {\n  f()\n}\n').stdout).toContain(
    'no-floating-promises',
  )
  expect(lint('server', 'export const x: any = 1\n').stdout).toContain('no-explicit-any')
  expect(lint('core', 'export const now = () => Date.now()\n').stdout).toContain('core has no clock')
  expect(lint('core', 'export const dice = () => Math.random()\n').stdout).toContain('core throws no dice')
})

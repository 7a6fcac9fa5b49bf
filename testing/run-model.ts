import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type ModelRun = { readonly code: number | null; readonly out: string; readonly said: string }

/** `lianke model` as a user runs it, and a folder for its files. */
export function newModelRuns() {
  const folder = mkdtempSync(join(tmpdir(), 'lianke-model-'))
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const run = (...args: string[]): ModelRun => {
    const done = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'cli/lianke.ts', 'model', ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    return { code: done.status, out: done.stdout, said: done.stderr.trim() }
  }
  /** The object that `--json` prints; throws what was said where the exit code is not 0, or where the object holds what JSON has no word for. */
  const json = <T>(...args: string[]): T => {
    const { code, out, said } = run(...args, '--json', '--lang', 'en')
    if (code !== 0 || /NaN|Infinity|undefined/.test(out)) throw new Error(`exit ${code}: ${said} ${out.slice(0, 500)}`)
    return JSON.parse(out) as T
  }
  /** The sentence of a refusal; throws where it is none: another exit code, output beside it, more than a line, or a trace of the program's inside. */
  const refusal = (...args: string[]): string => {
    const { code, out, said } = run(...args, '--lang', 'en')
    if (code !== 2 || out !== '' || /\n|\bat .*\.ts|NaN|undefined|Error:/.test(said))
      throw new Error(`no refusal: exit ${code}: ${said} ${out}`)
    return said
  }
  return {
    file,
    run,
    json,
    refusal,
    inFolder: (name: string) => join(folder, name),
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}

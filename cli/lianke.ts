#!/usr/bin/env node
import { FileRefusal } from '#server/intake/file-refusal.ts'
import { type Command, inWords, languageOf, refuseLanguage, UsageError } from './command.ts'

/** The commands: one file each, read only when it is called. */
const commands: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  serve: () => import('./serve.ts'),
  identify: () => import('./identify.ts'),
  model: () => import('./model.ts'),
  import: () => import('./import.ts'),
  demo: () => import('./demo.ts'),
  migrate: () => import('./migrate.ts'),
  user: () => import('./user.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
}

async function main(args: readonly string[]): Promise<number> {
  refuseLanguage(args)
  const language = languageOf(args)
  const [name = '', ...rest] = args
  const load = commands[name]
  if (!load) return list(name, language)
  const { command } = await load()
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${inWords(command.usage, language)}\n`)
    return 0
  }
  return command.run(rest, language)
}

async function list(name: string, language: 'zh-CN' | 'en'): Promise<number> {
  const asked = name === '' || name === '--help' || name === '-h' || name === 'help' || name.startsWith('--lang')
  const out = asked ? process.stdout : process.stderr
  if (!asked) out.write(`${inWords([`没有“${name}”这个命令。`, `There is no command “${name}”.`], language)}\n`)
  out.write(
    `${inWords(['用法：lianke <命令> [参数]，加 --help 看详细说明', 'Usage: lianke <command> [arguments]; add --help for details'], language)}\n\n`,
  )
  for (const [each, load] of Object.entries(commands))
    out.write(`  ${each.padEnd(10)} ${inWords((await load()).command.summary, language)}\n`)
  return asked ? 0 : 2
}

/** What a user can mend is one sentence; anything else is a fault of ours and shows where it came from. */
function failed(fault: unknown, language: 'zh-CN' | 'en'): number {
  if (fault instanceof FileRefusal) process.stderr.write(`${fault.say(language)}\n`)
  else if (fault instanceof UsageError) process.stderr.write(`${inWords(fault.words, language)}\n`)
  else process.stderr.write(`${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`)
  return fault instanceof FileRefusal || fault instanceof UsageError ? 2 : 1
}

// A reader that has had enough (`lianke identify … --json | head`) is no fault.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => process.exit(fault.code === 'EPIPE' ? 0 : 1))

const args = process.argv.slice(2)
try {
  process.exitCode = await main(args)
} catch (fault) {
  process.exitCode = failed(fault, languageOf(args))
}

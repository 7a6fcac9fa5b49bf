import { existsSync } from 'node:fs'
import { restore } from '#server/platform/backup.ts'
import { type Command, inWords, UsageError } from './command.ts'
import { argumentsOf, withInstallation } from './with-installation.ts'

const usage = {
  zh: `用法：lianke restore 文件

把备份恢复到一个空的数据库（新的 LIANKE_DATA，或空的 DATABASE_URL）;要么全部恢复，要么什么都不改。恢复后重新登录。`,
  en: `Usage: lianke restore FILE

Restores a backup into an empty database (a new LIANKE_DATA, or an empty DATABASE_URL), all of it or nothing. People sign in anew.`,
}

export const command: Command = {
  summary: ['把备份恢复到空的数据库', 'restores a backup into an empty database'],
  usage: [usage.zh, usage.en],
  run: async (args, language) => {
    const { positionals } = argumentsOf(args, {})
    const [file] = positionals
    if (file === undefined || positionals.length > 1) throw new UsageError('请给出一个备份文件。', 'Name one backup file.')
    if (!existsSync(file)) throw new UsageError(`找不到文件 ${file}。`, `There is no file ${file}.`)
    await withInstallation(async ({ installation, config }) => {
      if (installation.owner === undefined)
        throw new UsageError(
          '恢复需要 DATABASE_OWNER_URL（拥有表的角色）。',
          'A restore needs DATABASE_OWNER_URL (the role that owns the tables).',
        )
      const { tables, rows, files } = await restore(installation.owner, file, config.data)
      console.log(
        inWords(
          [`已恢复 ${tables} 张表，${rows} 行，${files} 个文件。`, `Restored ${tables} tables, ${rows} rows, ${files} files.`],
          language,
        ),
      )
    })
    return 0
  },
}

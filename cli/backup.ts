import { existsSync } from 'node:fs'
import { backup } from '#server/platform/backup.ts'
import { type Command, inWords, UsageError } from './command.ts'
import { argumentsOf, withInstallation } from './with-installation.ts'

const usage = {
  zh: `用法：lianke backup 文件 [--force]

把全部数据（所有企业、用户、事实、结果和附件文件）按同一时刻写入一个压缩文件；产品可以继续运行。文件里有密码散列和客户资料，请妥善保管。
已有同名文件时加 --force 覆盖。也可用来从内置数据库搬到服务器：备份后设置 DATABASE_URL 再恢复。`,
  en: `Usage: lianke backup FILE [--force]

Writes all data (companies, users, facts, results, files on records), as of one moment, into one compressed file; the product may go on running. The file
holds password hashes and customer records: keep it safe. --force replaces a file of that name. It is also the way from the embedded
database to a server: back up, set DATABASE_URL, restore.`,
}

export const command: Command = {
  summary: ['把全部数据写入一个文件', 'writes all data into one file'],
  usage: [usage.zh, usage.en],
  run: async (args, language) => {
    const { positionals, values } = argumentsOf(args, { force: { type: 'boolean' } })
    const [file] = positionals
    if (file === undefined || positionals.length > 1) throw new UsageError('请给出一个备份文件名。', 'Name one file to back up into.')
    if (existsSync(file) && values.force !== true)
      throw new UsageError(
        `${file} 已存在；换一个名字，或加 --force 覆盖。`,
        `${file} is there already: take another name, or add --force.`,
      )
    await withInstallation(async ({ installation, config }) => {
      if (installation.owner === undefined)
        throw new UsageError(
          '备份需要 DATABASE_OWNER_URL（拥有表的角色）。',
          'A backup needs DATABASE_OWNER_URL (the role that owns the tables).',
        )
      const { tables, rows, files } = await backup(installation.owner, file, config.data)
      console.log(
        inWords(
          [
            `已写入 ${file}:${tables} 张表，${rows} 行，${files} 个文件。`,
            `Wrote ${file}: ${tables} tables, ${rows} rows, ${files} files.`,
          ],
          language,
        ),
      )
    })
    return 0
  },
}

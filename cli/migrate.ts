import { type Command, inWords, UsageError } from './command.ts'
import { argumentsOf, withInstallation } from './with-installation.ts'

const usage = {
  zh: `用法：lianke migrate

把数据库升级到本程序的版本（只向前）。服务器上需要 DATABASE_URL（运行角色）和 DATABASE_OWNER_URL（拥有表的角色）。
第一次在服务器上使用前，请管理员建立两个角色和一个数据库：

  create role lianke_owner login password '…';
  create role lianke_app login password '…';
  create database lianke owner lianke_owner template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8';`,
  en: `Usage: lianke migrate

Brings the database to this program's version (forward only). On a server it needs DATABASE_URL (the run-time role) and
DATABASE_OWNER_URL (the role that owns the tables). Before the first use of a server, let its administrator make two roles and a database:

  create role lianke_owner login password '…';
  create role lianke_app login password '…';
  create database lianke owner lianke_owner template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8';`,
}

export const command: Command = {
  summary: ['把数据库升级到本程序的版本', "brings the database to this program's version"],
  usage: [usage.zh, usage.en],
  run: async (args, language) => {
    argumentsOf(args, {})
    await withInstallation(async ({ installation, config }) => {
      if (config.databaseUrl !== undefined && installation.owner === undefined)
        throw new UsageError(
          '没有设置 DATABASE_OWNER_URL：迁移要用拥有表的角色连接，请设置后再运行。',
          'DATABASE_OWNER_URL is not set: migrations run as the role that owns the tables. Set it and run this again.',
        )
      const { applied } = installation
      const said: readonly [string, string] =
        applied.length === 0
          ? ['数据库已是最新版本。', 'The database is up to date.']
          : [`已执行：${applied.join('、')}`, `Applied: ${applied.join(', ')}`]
      console.log(inWords(said, language))
    })
    return 0
  },
}

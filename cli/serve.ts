import { run as runProduct } from '#server/run.ts'
import type { Command } from './command.ts'

const usage = {
  zh: `用法：lianke serve [--no-demo | --demo=en]

启动产品，打印一行地址（与 npm start 相同）。--no-demo 从空白开始，不带演示公司；--demo=en 让演示公司用英文书写。

  PORT、HOST               监听端口与地址，默认 8420、127.0.0.1（仅本机）
  LIANKE_DATA              数据文件夹，默认 ./.lianke
  DATABASE_URL             PostgreSQL 服务器（15 以上）,以运行角色连接；不设则用内置数据库
  DATABASE_OWNER_URL       同一数据库，以拥有表的角色连接，用于迁移
  LIANKE_SECRET            签名密钥（至少 32 个字符）;不设则自动生成并保存在数据文件夹
  LIANKE_ORIGIN            对外地址，如 https://crm.example.com
  LIANKE_TRUSTED_PROXIES   可信反向代理的地址，逗号分隔
  LIANKE_METRICS_TOKEN     从其他机器读取 /metrics 的令牌
  LOG_LEVEL、LIANKE_LOG    日志级别与文件（- 为标准错误）`,
  en: `Usage: lianke serve [--no-demo | --demo=en]

Starts the product and prints one line with its address (as npm start does). --no-demo starts empty, without the demo company;
--demo=en makes a demo company that writes English.

  PORT, HOST               where it listens: 8420, 127.0.0.1 (this machine only)
  LIANKE_DATA              the data folder: ./.lianke
  DATABASE_URL             a PostgreSQL server (15 or newer) as the run-time role; without it the embedded one
  DATABASE_OWNER_URL       the same database as the role that owns the tables, for migrations
  LIANKE_SECRET            signs sessions (32 characters or more); else made and kept in the data folder
  LIANKE_ORIGIN            the address people use, https://crm.example.com
  LIANKE_TRUSTED_PROXIES   addresses of reverse proxies to believe, separated by commas
  LIANKE_METRICS_TOKEN     lets other machines read /metrics
  LOG_LEVEL, LIANKE_LOG    level and file of the log (- for standard error)`,
}

export const command: Command = {
  summary: ['启动产品', 'starts the product'],
  usage: [usage.zh, usage.en],
  run: async args => {
    await runProduct(
      process.env,
      args.filter((arg, at) => !arg.startsWith('--lang') && args[at - 1] !== '--lang'),
    )
    return 0
  },
}

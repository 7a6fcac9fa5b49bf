import { type Role, roles } from '#core/platform/access.ts'
import { addUser, giveNewPassword, listMembers } from '#server/platform/administer-users.ts'
import { type Command, inWords, UsageError } from './command.ts'
import { argumentsOf, type Opened, withInstallation } from './with-installation.ts'

const usage = {
  zh: `用法：
  lianke user list                                          列出所有企业的用户
  lianke user add 邮箱 --name 姓名 --role 角色 [--tenant 企业]   新增用户，打印初始密码
  lianke user password 邮箱                                  重设密码（例如管理员忘记密码）,打印新密码

角色：${roles.join(' ')}`,
  en: `Usage:
  lianke user list                                          lists the users of all companies
  lianke user add EMAIL --name NAME --role ROLE [--tenant ID]   adds a user and prints the first password
  lianke user password EMAIL                                sets a new password and prints it (an administrator is locked out)

Roles: ${roles.join(' ')}`,
}

type Given = { readonly name?: string | undefined; readonly role?: string | undefined; readonly tenant?: string | undefined }

function roleOf(given: string | undefined): Role {
  const role = roles.find(name => name === given)
  if (role !== undefined) return role
  throw new UsageError(`请用 --role 给出角色：${roles.join('、')}。`, `Name a role with --role: ${roles.join(', ')}.`)
}

function emailOf(given: string | undefined): string {
  if (given !== undefined && /^[^@\s]+@[^@\s]+$/.test(given)) return given
  throw new UsageError('请给出邮箱。', 'Name an e-mail address.')
}

async function show({ db }: Opened): Promise<void> {
  for (const { tenantId, company, name, email, role, disabled } of await listMembers(db))
    console.log([tenantId, company, email, name, role, disabled ? 'disabled' : ''].join('\t').trimEnd())
}

async function act(opened: Opened, verb: string | undefined, email: string | undefined, given: Given): Promise<string | undefined> {
  switch (verb) {
    case 'list':
      await show(opened)
      return undefined
    case 'add': {
      const address = emailOf(email)
      return await addUser(opened.db, { tenantId: given.tenant, email: address, name: given.name ?? address, role: roleOf(given.role) })
    }
    case 'password':
      return await giveNewPassword(opened.db, emailOf(email), new Date())
    default:
      throw new UsageError('请用 list、add 或 password；加 --help 看用法。', 'Use list, add or password; add --help for the usage.')
  }
}

export const command: Command = {
  summary: ['列出、新增用户，重设密码', 'lists and adds users, sets a new password'],
  usage: [usage.zh, usage.en],
  run: async (args, language) => {
    const { positionals, values } = argumentsOf(args, { name: { type: 'string' }, role: { type: 'string' }, tenant: { type: 'string' } })
    const password = await withInstallation(opened => act(opened, positionals[0], positionals[1], values))
    if (password !== undefined)
      console.log(inWords([`密码（只显示这一次）:${password}`, `Password (shown this once): ${password}`], language))
    return 0
  },
}

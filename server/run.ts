import { type Config, ConfigError, readConfig } from '#server/platform/config.ts'
import { type Product, startProduct } from '#server/start.ts'

const stopMillis = 5000

/** What stands in the way of a start, in a sentence. */
function sentenceFor(error: unknown, config: Config): string {
  const { code, message, syscall } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `Port ${config.port} on ${config.host} is in use: set PORT to another one, or end the program that has it.`
  if (code === 'EACCES' && syscall === 'listen')
    return `Port ${config.port} on ${config.host} may not be opened by this user: set PORT to one above 1023.`
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `The PostgreSQL server of DATABASE_URL cannot be reached (${message}): check that it runs and that the address is right.`
  return message
}

/**
 * Ends in order on Ctrl-C or when the system asks, within five seconds; asked again, at once. Asked while the product still starts, it ends as
 * soon as it has. A fault that nobody caught ends it too, because nobody knows what it left behind; a promise that nobody awaited does not.
 */
function endInOrder(starting: Promise<Product>): void {
  let asked = false
  const end = async (code: number) => {
    if (asked) process.exit(1)
    asked = true
    setTimeout(() => process.exit(1), stopMillis).unref()
    await starting.then(product => product.stop()).catch(() => process.exit(1))
    process.exit(code)
  }
  process.on('SIGINT', () => void end(0))
  process.on('SIGTERM', () => void end(0))
  const note = (err: unknown) => starting.then(product => product.platform.log.fatal({ err }, 'fault outside of any call'))
  process.on('unhandledRejection', err => void note(err))
  process.on('uncaughtException', err => void note(err).finally(() => end(1)))
}

function settings(env: NodeJS.ProcessEnv, args: readonly string[]): Config {
  try {
    return readConfig(env, args)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    return process.exit(2)
  }
}

/** The command behind `npm start`: starts the product and prints one line. Exit 2 for settings that are wrong, 1 where it cannot start. */
export async function run(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> {
  const config = settings(env, args)
  try {
    const starting = startProduct(config)
    endInOrder(starting)
    const product = await starting
    const { address, login } = product
    console.log(`联客 Lianke: ${address}${login === undefined ? '' : `  ·  演示账号 demo login: ${login.email} / ${login.password}`}`)
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : sentenceFor(error, config))
    process.exit(error instanceof ConfigError ? 2 : 1)
  }
}

import { type Config, ConfigError, readConfig } from '#server/platform/config.ts'
import { type Product, startProduct } from '#server/start.ts'

const stopMillis = 5000

/** What stands in the way of a start, in a sentence. */
function sentenceFor(error: unknown, config: Config): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `Port ${config.port} on ${config.host} is in use: set PORT to another one, or end the program that has it.`
  if (code === 'EACCES') return `Port ${config.port} on ${config.host} may not be opened by this user: set PORT to one above 1023.`
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `The PostgreSQL server of DATABASE_URL cannot be reached (${message}): check that it runs and that the address is right.`
  return message
}

/** Ends in order on Ctrl-C or when the system asks, within five seconds; asked again, at once. */
function stopWhenAsked(product: Product): void {
  let asked = false
  const onSignal = () => {
    if (asked) process.exit(1)
    asked = true
    setTimeout(() => process.exit(1), stopMillis).unref()
    product.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
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
    const product = await startProduct(config)
    stopWhenAsked(product)
    console.log(`联客 Lianke: ${product.address}`)
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : sentenceFor(error, config))
    process.exit(error instanceof ConfigError ? 2 : 1)
  }
}

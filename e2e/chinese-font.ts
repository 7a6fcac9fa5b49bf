import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { BrowserContext } from '@playwright/test'

const require = createRequire(import.meta.url)

function packagedFont(): string | undefined {
  try {
    return dirname(require.resolve('@fontsource-variable/noto-sans-sc/package.json'))
  } catch {
    return undefined
  }
}

/** The lent font stands first: behind others it would be asked too late, and text laid out before it came would stay blank. */
const lentFirst = `:root { --lk-font: 'Noto Sans SC', sans-serif }`

/**
 * Lends the pages of a context Chinese glyphs on a machine without them. The product names Noto Sans SC in its font list but never ships
 * it; here the tests' own copy is served as if it were the product's, from the same origin, so that the content security policy stands.
 * Gives false, and does nothing, where the font's package is not installed.
 */
export async function lendChineseFont(context: BrowserContext, folder = packagedFont()): Promise<boolean> {
  if (folder === undefined) return false
  const faces = readFileSync(join(folder, 'index.css'), 'utf8')
    .replaceAll('Noto Sans SC Variable', 'Noto Sans SC')
    .replaceAll('./files/', '/lent-font/')
  await context.route('**/assets/index-*.css', async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${await response.text()}\n${faces}\n${lentFirst}` })
  })
  await context.route('**/lent-font/*', route =>
    route.fulfill({ path: join(folder, 'files', new URL(route.request().url()).pathname.replace('/lent-font/', '')) }),
  )
  return true
}

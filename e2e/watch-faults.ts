import type { BrowserContext } from '@playwright/test'

/** What went wrong in the pages of a context while a test ran. */
export type Faults = {
  /** Errors on the console, content security policy violations among them, and exceptions that nobody caught: none may be there at the end. */
  readonly errors: string[]
  /** Answers of the server with a status of 400 and more: expected in some tests. */
  readonly refusals: string[]
}

/** The browser reports every refused call as an error of its own: the refusal itself is kept instead, and a fault (5xx) stays an error. */
const isRefusedCall = (text: string, url: string) => /status of 4\d\d/.test(text) && url.includes('/api/')

export function watchFaults(context: BrowserContext): Faults {
  const faults: Faults = { errors: [], refusals: [] }
  context.on('console', message => {
    const { url } = message.location()
    if (message.type() !== 'error' || isRefusedCall(message.text(), url)) return
    faults.errors.push(`${message.text()} (${url})`)
  })
  context.on('weberror', error => faults.errors.push(String(error.error().stack ?? error.error())))
  context.on('response', response => {
    if (response.status() >= 400) faults.refusals.push(`${response.status()} ${response.request().method()} ${response.url()}`)
  })
  return faults
}

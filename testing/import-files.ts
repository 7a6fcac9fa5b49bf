import { setTimeout as wait } from 'node:timers/promises'
import type { Import } from '#contract/intake.ts'
import type { Browser } from './app.ts'

/** A multipart body as browsers send it. */
export function multipart(
  files: Readonly<Record<string, string | Buffer>>,
  fields: Readonly<Record<string, string>> = {},
): { payload: Buffer; headers: Record<string, string> } {
  const mark = 'lianke-test-boundary'
  const head = (disposition: string) => Buffer.from(`--${mark}\r\ncontent-disposition: form-data; ${disposition}\r\n`)
  const end = Buffer.from('\r\n')
  const parts = [
    ...Object.entries(fields).flatMap(([name, value]) => [head(`name="${name}"`), end, Buffer.from(value), end]),
    ...Object.entries(files).flatMap(([name, content]) => [
      head(`name="files"; filename="${name}"\r\ncontent-type: application/octet-stream`),
      end,
      Buffer.from(content),
      end,
    ]),
    Buffer.from(`--${mark}--\r\n`),
  ]
  return { payload: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${mark}` } }
}

/** Uploads files as a browser would. */
export async function upload(
  browser: Browser,
  files: Readonly<Record<string, string | Buffer>>,
  fields: Readonly<Record<string, string>> = {},
) {
  const { payload, headers } = multipart(files, fields)
  return await browser.call('POST', '/api/imports', payload, headers)
}

/** Waits until a job has ended, and answers it. */
export async function ended(
  browser: Browser,
  jobId: string,
): Promise<{ state: string; error: { code: string; zh: string; en: string } | null; result: unknown }> {
  for (let tries = 0; tries < 1200; tries++) {
    const answer = await browser.call('GET', `/api/jobs/${jobId}`)
    const job = answer.json()
    if (['done', 'failed', 'cancelled'].includes(job.state)) return job
    await wait(25)
  }
  throw new Error('the job has not ended')
}

/** Uploads, publishes and answers the import as it is then. */
export async function importFiles(
  browser: Browser,
  files: Readonly<Record<string, string | Buffer>>,
  given: { source?: string; currency?: string; settings?: object } = {},
): Promise<Import> {
  const uploaded = await upload(browser, files, given.source === undefined ? {} : { source: given.source })
  if (uploaded.statusCode !== 200) throw new Error(`upload answered ${uploaded.statusCode}: ${uploaded.body}`)
  const { importId } = uploaded.json() as Import
  const settings = { ...given.settings, ...(given.currency === undefined ? {} : { currency: given.currency }) }
  if (Object.keys(settings).length > 0) await browser.call('PATCH', `/api/imports/${importId}`, { settings })
  const started = await browser.call('POST', `/api/imports/${importId}/publish`, {})
  if (started.statusCode !== 200) throw new Error(`publish answered ${started.statusCode}: ${started.body}`)
  await ended(browser, started.json().jobId)
  return (await browser.call('GET', `/api/imports/${importId}`)).json() as Import
}

import { text as wholeText } from 'node:stream/consumers'
import type { PersonFile, PersonText } from '#contract/dyads/privacy.ts'
import { shown } from '#core/platform/field-policy.ts'
import type { Ctx } from '#server/platform/context.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { readStored } from './attachment-store.ts'
import { readTraces } from './erasure.sql.ts'
import { requestOfPerson } from './keep-privacy-requests.ts'
import { type NearFile, readFilesNear } from './person-files.sql.ts'
import { readTextsNear } from './person-texts.sql.ts'

/** Files looked at for one request, and how large a text may be to be read. */
const [mostFiles, mostBytes] = [200, 2_000_000]

/** Whether a file is text in which a word of the person stands; undefined where it cannot be read as text. */
async function mentions(ctx: Ctx, file: NearFile, words: readonly string[]): Promise<boolean | undefined> {
  if (!/^text\/|json|csv/.test(file.mediaType) || file.bytes > mostBytes) return undefined
  const stored = await readStored(ctx.platform.config.data, ctx.tenantId, file.hash)
  if (stored === undefined) return undefined
  const content = (await wholeText(stored)).toLowerCase()
  return words.some(word => word !== '' && content.includes(word.toLowerCase()))
}

/**
 * Attached files that may hold the person of a request, for somebody to look at and decide: those on their own record, named after them, texts in which
 * they are mentioned, and those of their customers that a program cannot read. A text that does not mention them is not among these. With them, entries
 * of the registers of relationships that name the person.
 */
export async function findPersonFiles(ctx: Ctx, requestId: string): Promise<{ rows: PersonFile[]; isCut: boolean; texts: PersonText[] }> {
  const { near, words, texts } = await ctx.inTenant(async tx => {
    const { contactId } = await requestOfPerson(tx, ctx, requestId)
    const traces = await readTraces(tx, contactId)
    const near = await readFilesNear(tx, ctx.tenantId, contactId, traces, mostFiles + 1)
    return { words: traces.words, near, texts: await readTextsNear(tx, ctx.tenantId, traces, mostFiles) }
  })
  const policy = fieldsOf(ctx, 'attachment')
  const rows: PersonFile[] = []
  for (const file of near.slice(0, mostFiles)) {
    const found = file.why === 'on_customer' ? await mentions(ctx, file, words) : true
    if (found === false) continue
    const { attachmentId, dyadId, customer, isSupplier, why } = file
    const { name } = shown(policy, { name: file.name as string | null }, 'others')
    rows.push({
      attachmentId,
      dyadId,
      customer,
      isSupplier,
      name: name ?? '***',
      why: why !== 'on_customer' ? why : found ? 'mentioned' : 'unread',
    })
  }
  return { rows, isCut: near.length > mostFiles, texts }
}

import { createHash } from 'node:crypto'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Download } from '#server/platform/serve.ts'
import { readTraces } from './erasure.sql.ts'
import { refuseUnidentified, requestOfPerson } from './keep-privacy-requests.ts'
import { collectPerson, type PersonFile } from './person-privacy.sql.ts'
import { readTextsNear } from './person-texts.sql.ts'

/** Entries of registers that one copy holds. */
const mostTexts = 500

const titles: Readonly<Record<string, readonly [string, string]>> = {
  contact: ['基本资料', 'Record'],
  firms: ['任职公司', 'Firms'],
  facts: ['事实', 'Facts'],
  consent: ['同意记录', 'Consent'],
  limits: ['联系限制', 'Limits of contact'],
  activities: ['往来', 'Activities'],
  needs: ['需求', 'Needs'],
  opportunities: ['商机', 'Opportunities'],
  concerns: ['诉求', 'Concerns'],
  acquaintances: ['我方熟识的人', 'Who knows them'],
  ties: ['人际关系', 'Whom they know'],
  surveys: ['满意度调查邀请', 'Surveys they were asked to answer'],
  answers: ['调查回答', 'Answers to surveys'],
  plays: ['打法执行记录', 'Notes of plays'],
  registers: ['关系登记', 'Registers of the relationship'],
  requests: ['个人信息请求', 'Requests'],
  history: ['修改历史', 'History'],
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const shown = (value: unknown) =>
  escaped(value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value))

function tableOf(rows: PersonFile[string]): string {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const head = names.map(name => `<th>${escaped(name)}</th>`).join('')
  const body = rows.map(row => `<tr>${names.map(name => `<td>${shown(row[name])}</td>`).join('')}</tr>`).join('\n')
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}

/** One page to read, with the same as JSON inside for machines; it runs nothing. */
export function personPage(name: string, file: PersonFile, at: string): string {
  const parts = Object.entries(file).map(([kind, rows]) => {
    const [zh, en] = titles[kind] ?? [kind, kind]
    return `<h2>${zh} · ${en} (${rows.length})</h2>${rows.length === 0 ? '<p>—</p>' : tableOf(rows)}`
  })
  const json = JSON.stringify(file, null, 1).replaceAll('<', '\\u003c')
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${escaped(name)}</title>
<style>body{font:14px/1.6 system-ui,sans-serif;margin:24px}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:4px 8px;text-align:left;vertical-align:top}</style>
<h1>${escaped(name)}</h1><p>个人信息副本 · Copy of personal data · ${at}</p>
${parts.join('\n')}
<script type="application/json" id="data">${json}</script></html>`
}

/** All that is kept about the person of a request, once it is known who asks; that it was given out stands in the trail. */
export async function exportPerson(ctx: Ctx, requestId: string): Promise<Download> {
  return await ctx.inTenant(async tx => {
    const request = await requestOfPerson(tx, ctx, requestId)
    refuseUnidentified(request.identityCheckedOn)
    const traces = await readTraces(tx, request.contactId)
    const registers = (await readTextsNear(tx, ctx.tenantId, traces, mostTexts)).map(({ entity, customer, text }) => ({
      entity,
      customer,
      text,
    }))
    const file = { ...(await collectPerson(tx, ctx.tenantId, request.contactId)), registers }
    const content = personPage(request.name, file, ctx.now().toISOString())
    const fileHash = createHash('sha256').update(content).digest('hex')
    const count = Object.values(file).reduce((sum, rows) => sum + rows.length, 0)
    await audit(tx, ctx, {
      action: 'export',
      entity: 'person_request',
      entityId: requestId,
      after: { kind: request.kind },
      count,
      fileHash,
    })
    return { filename: `personal-data-${requestId.slice(0, 8)}.html`, mediaType: 'text/html; charset=utf-8', content }
  })
}

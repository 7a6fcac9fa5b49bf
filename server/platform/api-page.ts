import type { TObject, TSchema } from 'typebox'
import type { Endpoint } from '#contract/endpoint.ts'
import { inLanguage, type Language, type Words } from '#contract/platform/language.ts'
import { errorCodes } from './errors.ts'

const escape = (text: string) => text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`)

const style = `:root{color-scheme:light dark}body{font:14px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;max-width:960px;margin:0 auto;padding:24px 16px}
h1{font-size:24px}h2{font-size:18px;margin-top:32px;border-bottom:1px solid #8884}article{margin:16px 0}h3{font-size:14px;margin:0}code,pre{font:13px/1.5 ui-monospace,Consolas,monospace}
.method{display:inline-block;min-width:56px;font-weight:600;color:light-dark(#0958d9,#69b1ff)}p{margin:4px 0}pre{background:#8881;padding:8px;overflow:auto;border-radius:4px}summary{cursor:pointer;min-height:24px}
table{border-collapse:collapse;width:100%}td,th{text-align:start;padding:4px 8px;border-bottom:1px solid #8884;vertical-align:top}nav a{margin-inline-end:12px;line-height:2}`

const words = {
  title: ['联客接口说明', 'The interface of Lianke'],
  intro: [
    '由接口契约自动生成，与运行中的服务完全一致；机器可读的版本为 <a href="/api/openapi.json">OpenAPI 3.1</a>。先以 POST /api/session 登录；写操作须把 Cookie <code>lianke_csrf</code> 的值放入请求头 <code>x-lianke-csrf</code>。',
    'Made from the contract, and so the same as what is served; for machines there is <a href="/api/openapi.json">OpenAPI 3.1</a>. Sign in with POST /api/session first; what writes repeats the cookie <code>lianke_csrf</code> in the header <code>x-lianke-csrf</code>.',
  ],
  needs: ['所需权限', 'Needs'],
  anyone: ['无需登录', 'nothing: anyone may call'],
  signed_in: ['登录即可', 'to be signed in'],
  takes: ['请求内容', 'What it takes'],
  gives: ['返回内容', 'What it gives'],
  errors: ['错误代码', 'Refusals'],
  code: ['代码', 'Code'],
  status: ['状态', 'Status'],
  sentence: ['含义与处理', 'Meaning, and what to do'],
  file: ['文件下载', 'a file to download'],
  events: ['服务器推送事件（SSE），每条为：', 'server-sent events, each:'],
} as const satisfies Record<string, Words>

type Schema = TSchema & {
  type?: string
  properties?: Record<string, Schema>
  required?: readonly string[]
  anyOf?: readonly Schema[]
  allOf?: readonly Schema[]
  items?: Schema
  enum?: readonly unknown[]
  const?: unknown
  format?: string
  patternProperties?: Record<string, Schema>
}

/** A schema as people write types: short enough to read. */
function sketch(schema: Schema, indent = ''): string {
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.anyOf) return schema.anyOf.map(one => sketch(one, indent)).join(' | ')
  if (schema.allOf) return schema.allOf.map(one => sketch(one, indent)).join(' & ')
  if (schema.type === 'array') return `${sketch(schema.items ?? {}, indent)}[]`
  const record = Object.values(schema.patternProperties ?? {})[0]
  if (record) return `{ [name]: ${sketch(record, indent)} }`
  if (schema.type !== 'object') return schema.format ?? schema.type ?? 'any'
  const inner = `${indent}  `
  const lines = Object.entries(schema.properties ?? {}).map(
    ([name, one]) => `${inner}${name}${schema.required?.includes(name) ? '' : '?'}: ${sketch(one, inner)}`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}

const isEmpty = (schema: TObject) => Object.keys(schema.properties).length === 0

function articleFor(endpoint: Endpoint, say: (key: keyof typeof words) => string): string {
  const { method, path, summary, needs, params, query, body, answer, form } = endpoint
  const asked = [
    isEmpty(params) ? '' : `params: ${sketch(params)}`,
    isEmpty(query) ? '' : `query: ${sketch(query)}`,
    method === 'GET' || isEmpty(body as TObject) ? '' : `body: ${sketch(body)}`,
  ].filter(part => part !== '')
  const given = form === 'file' ? say('file') : form === 'events' ? `${say('events')}\n${sketch(answer)}` : sketch(answer)
  const needed = needs === 'anyone' || needs === 'signed_in' ? say(needs) : needs
  const takes = asked.length === 0 ? '' : `<details><summary>${say('takes')}</summary><pre>${escape(asked.join('\n'))}</pre></details>`
  return `<article><h3><span class="method">${method}</span> <code>${escape(path)}</code></h3><p>${escape(summary)}</p><p>${say('needs')}: <code>${escape(needed)}</code></p>${takes}<details><summary>${say('gives')}</summary><pre>${escape(given)}</pre></details></article>`
}

/** The readable description: a page without script, in the reader's language. */
export function writeApiPage(endpoints: readonly Endpoint[], version: string, language: Language, nonce: string): string {
  const say = (key: keyof typeof words) => inLanguage(words[key], language)
  const groups = Map.groupBy(endpoints, endpoint => endpoint.path.split('/')[2] ?? '')
  const links = [...groups.keys()].map(name => `<a href="#${escape(name)}">${escape(name)}</a>`).join('')
  const sections = [...groups].map(
    ([name, group]) => `<section><h2 id="${escape(name)}">${escape(name)}</h2>${group.map(one => articleFor(one, say)).join('')}</section>`,
  )
  const rows = Object.entries(errorCodes).map(
    ([code, error]) =>
      `<tr><td><code>${code}</code></td><td>${error.status}</td><td>${escape(inLanguage(error.words, language))}</td></tr>`,
  )
  const table = `<h2>${say('errors')}</h2><table><thead><tr><th>${say('code')}</th><th>${say('status')}</th><th>${say('sentence')}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${say('title')}</title><style nonce="${nonce}">${style}</style></head><body><main><h1>${say('title')} <small>${escape(version)}</small></h1><p>${say('intro')}</p><nav>${links}</nav>${sections.join('')}${table}</main></body></html>`
}

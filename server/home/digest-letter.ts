import type { WorkItem } from '#contract/home.ts'
import type { Notification } from '#contract/platform/notifications.ts'
import { noticeText } from '#core/platform/notice-texts.ts'
import type { Letter } from '#server/platform/mail.ts'

type Language = 'zh-CN' | 'en'
type Pair = readonly [zh: string, en: string]

const words = {
  subject: ['联客：今天 {work} 件事，{news} 条新通知', 'Lianke: {work} things for today, {news} new notices'],
  work: ['今天的工作', "Today's work"],
  news: ['新通知', 'New notices'],
  open: ['打开首页', 'Open the home page'],
  why: ['您在账户页开启了每日摘要，可随时关闭。', 'You asked for this daily digest on your account page; you can switch it off there.'],
} as const satisfies Record<string, Pair>

const kinds: Readonly<Record<WorkItem['kind'], Pair>> = {
  concern_unanswered: ['未回复的问题', 'unanswered concern'],
  concern_overdue: ['超时未解决', 'overdue promise'],
  task: ['任务', 'task'],
  warning: ['比自己的节奏晚', 'later than its rhythm'],
  fallen: ['类型下降', 'fallen type'],
  decline_cause: ['流失案例待查原因', 'decline case without cause'],
  decline_decision: ['流失案例待决策', 'decline case to decide'],
  recycle: ['即将退回公海', 'goes back to the pool'],
  opportunity_overdue: ['商机过期', 'overdue opportunity'],
  agreement_ending: ['协议到期', 'agreement ending'],
  contact_due: ['该联系了', 'contact due'],
}

const harmless = (text: string) =>
  text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

export type Digest = {
  readonly to: string
  readonly language: Language
  readonly currency: string
  readonly work: readonly WorkItem[]
  readonly news: readonly Notification[]
  readonly address: string
}

function workLine({ kind, title, customer, customerEn, on, stakeMinor }: WorkItem, { language, currency }: Digest): string {
  const at = language === 'en' ? 1 : 0
  const name = language === 'en' ? (customerEn ?? customer) : customer
  const money =
    stakeMinor === null
      ? null
      : new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 }).format(stakeMinor / 100)
  return [kinds[kind][at], name, title, on, money].filter(each => each !== null && each !== '').join(' · ')
}

const newsLine = ({ kind, args, customerName, customerNameEn }: Notification, language: Language) =>
  noticeText(kind, args, language === 'en' ? (customerNameEn ?? customerName) : customerName, language)

/** The morning digest as a letter, plain and as HTML; undefined where there is nothing to say. */
export function digestLetter(digest: Digest): Letter | undefined {
  const { language, work, news, address, to } = digest
  if (work.length === 0 && news.length === 0) return undefined
  const say = (key: keyof typeof words) => words[key][language === 'en' ? 1 : 0]
  const parts = [
    { title: say('work'), lines: work.map(item => workLine(item, digest)) },
    { title: say('news'), lines: news.map(item => newsLine(item, language)) },
  ].filter(part => part.lines.length > 0)
  const text = parts.map(({ title, lines }) => [title, ...lines.map(line => `- ${line}`)].join('\n')).join('\n\n')
  const html = parts
    .map(({ title, lines }) => `<h3>${harmless(title)}</h3><ul>${lines.map(line => `<li>${harmless(line)}</li>`).join('')}</ul>`)
    .join('')
  return {
    to,
    subject: say('subject').replace('{work}', String(work.length)).replace('{news}', String(news.length)),
    text: `${text}\n\n${say('open')}: ${address}\n${say('why')}\n`,
    html: `${html}<p><a href="${harmless(address)}">${harmless(say('open'))}</a></p><p><small>${harmless(say('why'))}</small></p>`,
  }
}

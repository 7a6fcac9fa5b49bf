import type { Letter } from '#server/platform/mail.ts'

type Given = {
  readonly to: string
  readonly language: string | null
  readonly person: string
  readonly firm: string
  readonly firmEn: string | null
  readonly titleZh: string
  readonly titleEn: string
  readonly introZh: string
  readonly introEn: string
  readonly endsOn: string
  readonly isAnonymous: boolean
  readonly isReminder: boolean
  readonly link: string
}

const harmless = (text: string) =>
  text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** What a letter says in one language, paragraph by paragraph; the link stands between them. */
function chinese({ person, firm, titleZh, introZh, endsOn, isAnonymous, isReminder }: Given) {
  const subject = `${isReminder ? '提醒：' : ''}${titleZh} · ${firm}`
  const before = [`${person}，您好：`, introZh, `“${titleZh}”只需几分钟，请打开链接填写：`]
  const after = [
    `链接只能提交一次，${endsOn} 前有效，请勿转发。`,
    isAnonymous ? '本调查匿名：回答不会与您的姓名、链接或时间一起保存，每满 3 份一批才会显示。' : '',
    '打开链接不会提交任何内容，只有您按下“提交”才算。不想再收到调查，请回复本邮件告诉我们。',
  ]
  return { subject, before, after }
}

function english({ person, firm, firmEn, titleEn, introEn, endsOn, isAnonymous, isReminder }: Given) {
  const subject = `${isReminder ? 'Reminder: ' : ''}${titleEn} · ${firmEn ?? firm}`
  const before = [`Dear ${person},`, introEn, `“${titleEn}” takes a few minutes. Please open this link:`]
  const after = [
    `The link is good for one submission, until ${endsOn}. Please do not pass it on.`,
    isAnonymous
      ? 'This survey is anonymous: your answers are kept without your name, your link or the time, and shown only in batches of three or more.'
      : '',
    'Opening the link submits nothing; only pressing “Send” does. If you would rather not be asked again, reply to this letter and tell us.',
  ]
  return { subject, before, after }
}

/** The letter that asks somebody, in both languages, their own first. */
export function surveyLetter(given: Given): Letter {
  const [zh, en] = [chinese(given), english(given)]
  const order = given.language?.toLowerCase().startsWith('en') ? [en, zh] : [zh, en]
  const full = (lines: readonly string[]) => lines.filter(line => line !== '')
  const text = order.map(({ before, after }) => [...full(before), given.link, ...full(after)].join('\n\n')).join('\n\n———\n\n')
  const paragraphs = (lines: readonly string[]) =>
    full(lines)
      .map(line => `<p>${harmless(line)}</p>`)
      .join('')
  const html = order
    .map(
      ({ before, after }) =>
        `${paragraphs(before)}<p><a href="${harmless(given.link)}">${harmless(given.link)}</a></p>${paragraphs(after)}`,
    )
    .join('<hr>')
  return { to: given.to, subject: order[0]?.subject ?? '', text, html }
}

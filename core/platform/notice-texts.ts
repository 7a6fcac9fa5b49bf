import type { NoticeArgs, NoticeKind } from './notice.ts'

/** The sentence of a notice, Chinese and English. {name}: an argument; {customer}: the customer it is about, as far as the reader may see it. */
const texts: Readonly<Record<NoticeKind, readonly [zh: string, en: string]>> = {
  task_assigned: ['{by}给您派了任务：{title}', '{by} gave you a task: {title}'],
  task_due: ['任务到期：{title}', 'Task due: {title}'],
  activity_reminder: ['提醒：{title}（{customer}）', 'Reminder: {title} ({customer})'],
  mentioned: ['{by}在{customer}的记录中提到了您', '{by} mentioned you in a record of {customer}'],
  customer_assigned: ['{by}把{customer}交给您负责', '{by} made you the owner of {customer}'],
  customers_received: ['您接手了 {count} 位客户', 'You have taken over {count} customers'],
  collaboration_begun: ['{by}邀请您协作{customer}', '{by} asked you to work along on {customer}'],
  recycle_warning: [
    '{customer}将在 {days} 天后退回公海，请尽快跟进',
    '{customer} goes back to the public pool in {days} days: follow up before that',
  ],
  recycled: ['{customer}因长期没有跟进，已退回公海', '{customer} went back to the public pool: there was no follow-up for too long'],
  type_fell: ['{customer}的类型下降', '{customer} has fallen to a lower type'],
  early_warning: ['{customer}比自己的下单节奏晚了', '{customer} is later than its own rhythm'],
  promise_overdue: ['对{customer}的承诺已过期：{title}', 'A promise to {customer} is overdue: {title}'],
  concern_assigned: ['{customer}的问题由您处理：{title}', 'A concern of {customer} is yours: {title}'],
  concern_overdue: ['{customer}的问题已超时：{title}', 'A concern of {customer} is overdue: {title}'],
  agreement_expiring: ['与{customer}的协议须在 {on} 前处理：{title}', 'Agreement with {customer}, renew or give notice by {on}: {title}'],
  opportunity_overdue: ['{customer}的商机已过预计成交日：{title}', 'Opportunity with {customer} is past its expected day: {title}'],
  export_ready: ['导出已完成：{title}（{count} 行）', 'Your export is ready: {title} ({count} rows)'],
  duplicates_found: ['发现 {count} 组可能重复的客户', '{count} groups of customers that may be duplicates were found'],
  survey_disagrees: [
    '{customer}对“{zh}”的感知（{perceived} 分）与实测（{measured} 分）不符',
    '{customer}: what is felt of “{en}” ({perceived} points) and what is measured ({measured}) disagree',
  ],
  decline_case: [
    '{customer}正在下滑，已开立流失案例：请先查清原因',
    '{customer} is falling, a decline case was opened: find the cause first',
  ],
  decline_cases: ['为您的 {count} 位客户开立了流失案例', 'Decline cases were opened for {count} of your customers'],
  erasure_due: ['个人信息请求将于 {on} 到期：{title}', 'A request on personal data is due on {on}: {title}'],
}

const withheld = ['一位客户', 'a customer'] as const
const missing = ['（不再可见）', '(no longer visible)'] as const

/** What is told, as a sentence in the reader's language. What the reader may not see is withheld, and the sentence still reads. */
export function noticeText(kind: NoticeKind, args: NoticeArgs, customer: string | null, language: 'zh-CN' | 'en'): string {
  const at = language === 'en' ? 1 : 0
  const word = (name: string) => (name === 'customer' ? (customer ?? withheld[at]) : String(args[name] ?? missing[at]))
  return texts[kind][at].replace(/\{(\w+)\}/g, (_, name: string) => word(name))
}

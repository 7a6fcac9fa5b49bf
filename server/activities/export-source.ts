import { type Activity, type ActivityQuery, listActivities as contract } from '#contract/activities/activity.ts'
import { momentCell } from '#server/dyads/export-sources.ts'
import type { Ctx } from '#server/platform/context.ts'
import { type ExportColumn, exportSource } from '#server/platform/export-source.ts'
import { listActivities } from './list-activities.ts'

const columns: Readonly<Record<string, ExportColumn<Activity>>> = {
  startsAt: { title: ['跟进时间', 'Time'], cell: (row, words) => momentCell(row.startsAt, words) },
  customer: { title: ['客户名称', 'Customer name'], cell: row => row.customer },
  kind: { title: ['方式', 'Kind'], cell: (row, { language }) => kindWords[row.kind][language === 'en' ? 1 : 0] },
  state: { title: ['状态', 'State'], cell: (row, { language }) => stateWords[row.state][language === 'en' ? 1 : 0] },
  subject: { title: ['主题', 'Subject'], cell: row => row.subject },
  content: { title: ['内容', 'Content'], cell: row => row.content },
  place: { title: ['地点', 'Place'], cell: row => row.place },
  minutes: { title: ['分钟', 'Minutes'], cell: row => row.minutes },
  nextStep: { title: ['下一步', 'Next step'], cell: row => row.nextStep },
  nextOn: { title: ['下一步日期', 'Next on'], cell: row => row.nextOn },
  owner: { title: ['负责人', 'Owner'], cell: row => row.ownerName },
  ours: { title: ['我方参与', 'Ours'], cell: row => row.ours.map(each => each.name).join('; ') },
  theirs: { title: ['对方参与', 'Theirs'], cell: row => row.theirs.map(each => each.name).join('; ') },
}

const kindWords = {
  visit: ['拜访', 'Visit'],
  call: ['电话', 'Call'],
  message: ['消息', 'Message'],
  email: ['邮件', 'E-mail'],
  meeting: ['会议', 'Meeting'],
  note: ['记录', 'Note'],
} as const
const stateWords = { planned: ['计划', 'planned'], done: ['完成', 'done'], cancelled: ['取消', 'cancelled'] } as const

/** Activities as their list shows them. */
export const activitiesExport = exportSource<Activity>({
  entity: 'activity',
  title: ['跟进记录', 'Activities'],
  endpoint: contract,
  columnsOf: () => Promise.resolve(columns),
  usual: Object.keys(columns),
  read: (ctx, query, page) =>
    listActivities(ctx as unknown as Ctx, {
      ...(query as ActivityQuery),
      limit: page.limit,
      ...(page.after === undefined ? {} : { after: page.after }),
    }),
})

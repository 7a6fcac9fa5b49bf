import { type Concern, listConcerns } from '#contract/service/concern.ts'
import { causeWords, concernChannelWords, concernKindWords, concernStateWords, severityWords } from '#core/service/words.ts'
import { ownRecordColumns } from '#server/dyads/custom-records.sql.ts'
import { momentCell, wordCell } from '#server/dyads/export-sources.ts'
import { listRecords } from '#server/dyads/list-records.ts'
import { type ExportColumn, exportSource } from '#server/platform/export-source.ts'
import { concerns } from './concerns.sql.ts'

const columns: Readonly<Record<string, ExportColumn<Concern>>> = {
  title: { title: ['标题', 'Title'], cell: row => row.title },
  customer: { title: ['客户', 'Customer'], cell: row => row.customerName },
  customerCode: { title: ['客户编码', 'Customer code'], cell: row => row.customerCode },
  kind: { title: ['工单类别', 'Kind of concern'], cell: (row, words) => wordCell(row.kind, concernKindWords, words) },
  number: { title: ['工单编号', 'Concern number'], cell: row => row.number },
  state: { title: ['状态', 'State'], cell: (row, words) => wordCell(row.state, concernStateWords, words) },
  severity: { title: ['严重程度', 'Severity'], cell: (row, words) => wordCell(row.severity, severityWords, words) },
  channel: { title: ['渠道', 'Channel'], cell: (row, words) => wordCell(row.channel, concernChannelWords, words) },
  receivedAt: { title: ['收到时间', 'Received'], cell: (row, words) => momentCell(row.receivedAt, words) },
  firstResponseBy: { title: ['应答期限', 'To be answered by'], cell: (row, words) => momentCell(row.firstResponseBy, words) },
  firstRespondedAt: { title: ['首次应答', 'First answered'], cell: (row, words) => momentCell(row.firstRespondedAt, words) },
  resolvedBy: { title: ['解决期限', 'To be resolved by'], cell: (row, words) => momentCell(row.resolvedBy, words) },
  resolvedAt: { title: ['解决时间', 'Resolved'], cell: (row, words) => momentCell(row.resolvedAt, words) },
  dueAt: { title: ['下一期限', 'Next due'], cell: (row, words) => momentCell(row.dueAt, words) },
  cause: { title: ['原因', 'Cause'], cell: (row, words) => wordCell(row.cause, causeWords, words) },
  causeNote: { title: ['原因说明', 'About the cause'], cell: row => row.causeNote },
  description: { title: ['内容', 'What it is about'], cell: row => row.description },
  resolution: { title: ['处理结果', 'Outcome'], cell: row => row.resolution },
  contact: { title: ['联系人', 'Contact'], cell: row => row.contactName },
  department: { title: ['责任部门', 'Department'], cell: row => row.departmentName },
  owner: { title: ['负责人', 'Owner'], cell: row => row.ownerName },
  orderNumber: { title: ['相关订单号', 'Order'], cell: row => row.orderNumber },
  deliveryNumber: { title: ['相关发货单号', 'Delivery'], cell: row => row.deliveryNumber },
  tags: { title: ['标签', 'Tags'], cell: row => row.tags.join('; ') },
  createdAt: { title: ['登记时间', 'Entered'], cell: (row, words) => momentCell(row.createdAt, words) },
}

/** Concerns as their list shows them. */
export const concernsExport = exportSource<Concern>({
  entity: 'concern',
  title: ['服务工单', 'Concerns'],
  endpoint: listConcerns,
  columnsOf: async ctx => ({ ...columns, ...(await ownRecordColumns<Concern>(ctx, 'concern')) }),
  usual: [
    'title',
    'customer',
    'customerCode',
    'kind',
    'number',
    'state',
    'severity',
    'receivedAt',
    'dueAt',
    'resolvedAt',
    'cause',
    'owner',
    'department',
  ],
  read: (ctx, query, page) => ctx.inTenant(tx => listRecords<Concern>(tx, ctx, concerns, { ...query, ...page })),
})

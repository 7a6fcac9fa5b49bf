import { type Agreement, listAgreements } from '#contract/sales/agreement.ts'
import { listOpportunities, type Opportunity } from '#contract/sales/opportunity.ts'
import { agreementKindWords, agreementStandingWords, closeReasonWords, leadChannelWords, opportunityStateWords } from '#core/sales/words.ts'
import { ownRecordColumns } from '#server/dyads/custom-records.sql.ts'
import { amountCell, momentCell, wordCell } from '#server/dyads/export-sources.ts'
import { listRecords } from '#server/dyads/list-records.ts'
import { type ExportColumn, exportSource } from '#server/platform/export-source.ts'
import { agreements } from './agreements.sql.ts'
import { findStages } from './keep-stages.ts'
import { opportunities } from './opportunities.sql.ts'

const opportunityColumns: Readonly<Record<string, ExportColumn<Opportunity>>> = {
  title: { title: ['标题', 'Title'], cell: row => row.title },
  customer: { title: ['客户', 'Customer'], cell: row => row.customerName },
  customerCode: { title: ['客户编码', 'Customer code'], cell: row => row.customerCode },
  number: { title: ['商机编号', 'Opportunity number'], cell: row => row.number },
  state: { title: ['状态', 'State'], cell: (row, words) => wordCell(row.state, opportunityStateWords, words) },
  amount: { title: ['金额（不含税）', 'Amount without tax'], cell: row => amountCell(row.amountMinor, row.currency) },
  currency: { title: ['币种', 'Currency'], cell: row => row.currency },
  probability: { title: ['赢单概率 %', 'Probability %'], cell: row => row.probability },
  weighted: { title: ['加权金额', 'Weighted amount'], cell: (row, { currency }) => amountCell(row.weightedMinor, currency) },
  expectedOn: { title: ['预计成交日', 'Expected on'], cell: row => row.expectedOn },
  openedOn: { title: ['开始日期', 'Opened on'], cell: row => row.openedOn },
  closedOn: { title: ['结束日期', 'Closed on'], cell: row => row.closedOn },
  reasonCode: { title: ['原因', 'Reason'], cell: (row, words) => wordCell(row.reasonCode, closeReasonWords, words) },
  reason: { title: ['原因说明', 'About the reason'], cell: row => row.reason },
  channel: { title: ['来源渠道', 'Lead channel'], cell: (row, words) => wordCell(row.channel, leadChannelWords, words) },
  channelNote: { title: ['来源说明', 'About the source'], cell: row => row.channelNote },
  acquisition: { title: ['获客成本', 'Cost to acquire'], cell: (row, { currency }) => amountCell(row.acquisitionMinor, currency) },
  contact: { title: ['联系人', 'Contact'], cell: row => row.contactName },
  owner: { title: ['负责人', 'Owner'], cell: row => row.ownerName },
  note: { title: ['备注', 'Note'], cell: row => row.note },
  tags: { title: ['标签', 'Tags'], cell: row => row.tags.join('; ') },
  createdAt: { title: ['登记时间', 'Entered'], cell: (row, words) => momentCell(row.createdAt, words) },
}

/** Opportunities as their list shows them; stages by the names that the firm gave them. */
export const opportunitiesExport = exportSource<Opportunity>({
  entity: 'opportunity',
  title: ['商机', 'Opportunities'],
  endpoint: listOpportunities,
  columnsOf: async ctx => {
    const { stages } = await ctx.inTenant(tx => findStages(tx, ctx.tenantId))
    const named = (row: Opportunity, en: boolean) => {
      const found = stages.find(stage => stage.key === row.stage)
      return (en ? found?.nameEn : null) ?? found?.name ?? row.stage
    }
    const stage: ExportColumn<Opportunity> = { title: ['阶段', 'Stage'], cell: (row, { language }) => named(row, language === 'en') }
    return { ...opportunityColumns, stage, ...(await ownRecordColumns<Opportunity>(ctx, 'opportunity')) }
  },
  usual: [
    'title',
    'customer',
    'customerCode',
    'number',
    'stage',
    'state',
    'amount',
    'currency',
    'probability',
    'weighted',
    'expectedOn',
    'owner',
    'channel',
  ],
  read: (ctx, query, page) => ctx.inTenant(tx => listRecords<Opportunity>(tx, ctx, opportunities, { ...query, ...page })),
})

const agreementColumns: Readonly<Record<string, ExportColumn<Agreement>>> = {
  title: { title: ['标题', 'Title'], cell: row => row.title },
  customer: { title: ['客户', 'Customer'], cell: row => row.customerName },
  customerCode: { title: ['客户编码', 'Customer code'], cell: row => row.customerCode },
  kind: { title: ['协议类别', 'Kind of agreement'], cell: (row, words) => wordCell(row.kind, agreementKindWords, words) },
  number: { title: ['协议编号', 'Agreement number'], cell: row => row.number },
  standing: { title: ['当前状况', 'Standing'], cell: (row, words) => wordCell(row.standing, agreementStandingWords, words) },
  startsOn: { title: ['生效日', 'From'], cell: row => row.startsOn },
  endsOn: { title: ['到期日', 'To'], cell: row => row.endsOn },
  signedOn: { title: ['签订日', 'Signed on'], cell: row => row.signedOn },
  noticeDays: { title: ['提前通知天数', 'Days of notice'], cell: row => row.noticeDays },
  actBy: { title: ['最迟处理日', 'Act by'], cell: row => row.actBy },
  renews: { title: ['自动续期', 'Renews itself'], cell: (row, { language }) => (row.renews ? (language === 'en' ? 'yes' : '是') : null) },
  amount: { title: ['协议金额', 'Amount'], cell: (row, { currency }) => amountCell(row.amountMinor, row.currency ?? currency) },
  currency: { title: ['币种', 'Currency'], cell: row => row.currency },
  terms: { title: ['主要条款', 'Terms'], cell: row => row.terms },
  owner: { title: ['负责人', 'Owner'], cell: row => row.ownerName },
  note: { title: ['备注', 'Note'], cell: row => row.note },
  tags: { title: ['标签', 'Tags'], cell: row => row.tags.join('; ') },
  createdAt: { title: ['登记时间', 'Entered'], cell: (row, words) => momentCell(row.createdAt, words) },
}

/** Agreements as their list shows them. */
export const agreementsExport = exportSource<Agreement>({
  entity: 'agreement',
  title: ['合同与协议', 'Agreements'],
  endpoint: listAgreements,
  columnsOf: async ctx => ({ ...agreementColumns, ...(await ownRecordColumns<Agreement>(ctx, 'agreement')) }),
  usual: [
    'title',
    'customer',
    'customerCode',
    'kind',
    'number',
    'standing',
    'startsOn',
    'endsOn',
    'noticeDays',
    'actBy',
    'renews',
    'owner',
  ],
  read: (ctx, query, page) => ctx.inTenant(tx => listRecords<Agreement>(tx, ctx, agreements, { ...query, ...page })),
})

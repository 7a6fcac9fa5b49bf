import { type DeclineCase, listDeclineCases as casesContract } from '#contract/strategy/decline.ts'
import { listPlayRuns as runsContract, type PlayRun } from '#contract/strategy/play-run.ts'
import { inLanguage } from '#contract/platform/language.ts'
import { typeWords } from '#core/segments/words.ts'
import { causeWords } from '#core/service/words.ts'
import {
  causeNatureWords,
  declineDecisionWords,
  declineStateWords,
  declineTriggerWords,
  lossTypeWords,
} from '#core/strategy/decline-words.ts'
import { runSourceWords, runStateWords } from '#core/strategy/play-words.ts'
import { amountCell, momentCell, wordCell } from '#server/dyads/export-sources.ts'
import type { Ctx } from '#server/platform/context.ts'
import { type ExportColumn, type ExportPage, exportSource } from '#server/platform/export-source.ts'
import { listDeclineCases } from './list-decline-cases.ts'
import { listRuns } from './list-runs.ts'

const placed = (query: Readonly<Record<string, unknown>>, { after, limit }: ExportPage) => ({
  ...query,
  limit,
  ...(after === undefined ? {} : { after }),
})

const runColumns: Readonly<Record<string, ExportColumn<PlayRun>>> = {
  play: { title: ['打法', 'Play'], cell: (row, { language }) => inLanguage([row.playName.zh, row.playName.en], language) },
  customer: { title: ['客户', 'Customer'], cell: row => row.customerName },
  customerEn: { title: ['客户英文名', 'Customer name in English'], cell: row => row.customerNameEn },
  state: { title: ['状态', 'State'], cell: (row, words) => wordCell(row.state, runStateWords, words) },
  progress: { title: ['完成步骤', 'Steps done'], cell: row => row.stepsDone },
  steps: { title: ['步骤数', 'Steps'], cell: row => row.steps },
  nextOn: { title: ['下一步日期', 'Next on'], cell: row => row.nextOn },
  nextStep: { title: ['下一步', 'Next step'], cell: row => row.nextStep },
  plannedMinor: { title: ['计划费用', 'Money planned'], cell: (row, { currency }) => amountCell(row.plannedMinor, currency) },
  bookedMinor: { title: ['实际费用', 'Money booked'], cell: (row, { currency }) => amountCell(row.bookedMinor, currency) },
  plannedHours: { title: ['计划工时', 'Hours planned'], cell: row => row.plannedHours },
  bookedHours: { title: ['实际工时', 'Hours booked'], cell: row => row.bookedHours },
  startedOn: { title: ['开始', 'Started'], cell: row => row.startedOn },
  endedOn: { title: ['结束', 'Ended'], cell: row => row.endedOn },
  source: { title: ['由何而来', 'Started by'], cell: (row, words) => wordCell(row.source, runSourceWords, words) },
  customerType: { title: ['启动时的客户类型', 'Type when it started'], cell: (row, words) => wordCell(row.customerType, typeWords, words) },
  owner: { title: ['负责人', 'Owner'], cell: row => row.ownerName },
  note: { title: ['备注', 'Note'], cell: row => row.note },
  outcome: { title: ['结果', 'Outcome'], cell: row => row.outcome },
  createdAt: { title: ['登记时间', 'Entered'], cell: (row, words) => momentCell(row.createdAt, words) },
}

/** Plays at work as their list shows them. */
export const playRunsExport = exportSource<PlayRun>({
  entity: 'play_run',
  title: ['打法执行', 'Plays at work'],
  endpoint: runsContract,
  columnsOf: () => Promise.resolve(runColumns),
  usual: Object.keys(runColumns),
  read: (ctx, query, page) => listRuns(ctx as unknown as Ctx, placed(query, page)),
})

const caseColumns: Readonly<Record<string, ExportColumn<DeclineCase>>> = {
  customer: { title: ['客户', 'Customer'], cell: row => row.customerName },
  customerEn: { title: ['客户英文名', 'Customer name in English'], cell: row => row.customerNameEn },
  state: { title: ['状态', 'State'], cell: (row, words) => wordCell(row.state, declineStateWords, words) },
  atStakeMinor: { title: ['涉及金额（年）', 'At stake a year'], cell: (row, { currency }) => amountCell(row.atStakeMinor, currency) },
  fromType: { title: ['下滑前类型', 'Type before'], cell: (row, words) => wordCell(row.fromType, typeWords, words) },
  toType: { title: ['下滑后类型', 'Type after'], cell: (row, words) => wordCell(row.toType, typeWords, words) },
  typeNow: { title: ['现在类型', 'Type now'], cell: (row, words) => wordCell(row.typeNow, typeWords, words) },
  trigger: { title: ['由何而来', 'Opened by'], cell: (row, words) => wordCell(row.trigger, declineTriggerWords, words) },
  why: {
    title: ['预警说明', 'What the warning says'],
    cell: (row, { language }) => row.why && inLanguage([row.why.zh, row.why.en], language),
  },
  cause: { title: ['原因', 'Cause'], cell: (row, words) => wordCell(row.cause, causeWords, words) },
  nature: { title: ['原因性质', 'Kind of cause'], cell: (row, words) => wordCell(row.causeNature, causeNatureWords, words) },
  causeNote: { title: ['原因说明', 'About the cause'], cell: row => row.causeNote },
  lossType: { title: ['流失类型', 'Kind of loss'], cell: (row, words) => wordCell(row.lossType, lossTypeWords, words) },
  competitor: { title: ['流向的竞争对手', 'Competitor it went to'], cell: row => row.competitor },
  decision: { title: ['决策', 'Decision'], cell: (row, words) => wordCell(row.decision, declineDecisionWords, words) },
  decisionReason: { title: ['决策理由', 'Reason of the decision'], cell: row => row.decisionReason },
  decidedOn: { title: ['决策日', 'Decided on'], cell: row => row.decidedOn },
  evMinor: { title: ['挽留期望值', 'Expected value'], cell: (row, { currency }) => amountCell(row.evMinor, currency) },
  openedOn: { title: ['开立', 'Opened'], cell: row => row.openedOn },
  fallenOn: { title: ['下滑日', 'Fell on'], cell: row => row.fallenOn },
  outcomeOn: { title: ['结束', 'Ended'], cell: row => row.outcomeOn },
  outcomeNote: { title: ['结果说明', 'About the outcome'], cell: row => row.outcomeNote },
  lostMinor: { title: ['年损失', 'Lost a year'], cell: (row, { currency }) => amountCell(row.lostMinor, currency) },
  checkOn: { title: ['次年复核日', 'Second-year check'], cell: row => row.checkOn },
  note: { title: ['备注', 'Note'], cell: row => row.note },
  owner: { title: ['负责人', 'Owner'], cell: row => row.ownerName },
}

/** Decline cases as their desk shows them. */
export const declineCasesExport = exportSource<DeclineCase>({
  entity: 'decline_case',
  title: ['挽留与赢回', 'Win-back cases'],
  endpoint: casesContract,
  columnsOf: () => Promise.resolve(caseColumns),
  usual: Object.keys(caseColumns),
  read: (ctx, query, page) => listDeclineCases(ctx as unknown as Ctx, placed(query, page)),
})

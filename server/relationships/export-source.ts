import { listRelationships as contract, type RelationshipRow } from '#contract/relationships/bond.ts'
import { inLanguage, type Language } from '#contract/platform/language.ts'
import { bondLevels } from '#core/relationships/bond.ts'
import { bondLevelWords, fairnessFlagWords, formWords, payneWords, relationshipTypeWords, stanceWords } from '#core/relationships/words.ts'
import { typeWords } from '#core/segments/words.ts'
import { amountCell, momentCell, wordCell } from '#server/dyads/export-sources.ts'
import type { Ctx } from '#server/platform/context.ts'
import { type ExportColumn, exportSource } from '#server/platform/export-source.ts'
import { listRelationships } from './list-relationships.ts'

const bondCell = (level: number | null, language: Language): string | null => {
  const known = bondLevels.find(each => each === level)
  return known === undefined ? null : inLanguage(bondLevelWords[known], language)
}

const columns: Readonly<Record<string, ExportColumn<RelationshipRow>>> = {
  customer: { title: ['客户', 'Customer'], cell: row => row.customerName },
  customerEn: { title: ['客户英文名', 'Customer name in English'], cell: row => row.customerNameEn },
  customerCode: { title: ['客户编码', 'Customer code'], cell: row => row.customerCode },
  form: { title: ['关系形态', 'Form of the relationship'], cell: (row, words) => wordCell(row.form, formWords, words) },
  formTarget: { title: ['目标形态', 'Form aimed at'], cell: (row, words) => wordCell(row.formTarget, formWords, words) },
  formGap: { title: ['差几步', 'Steps short'], cell: row => row.formGap },
  bondLevel: { title: ['联系层次', 'Bond'], cell: (row, { language }) => bondCell(row.bondLevel, language) },
  bondExpected: { title: ['应有层次', 'Bond expected'], cell: row => row.bondExpected },
  type: { title: ['关系类型', 'Kind of relationship'], cell: (row, words) => wordCell(row.type, relationshipTypeWords, words) },
  switchingScore: {
    title: ['转换成本得分', 'Switching cost score'],
    cell: row => (row.switchingScore === null ? null : Math.round(row.switchingScore * 10) / 10),
  },
  payne: { title: ['价值与转换成本矩阵', 'Payne matrix'], cell: (row, words) => wordCell(row.payne, payneWords, words) },
  stance: { title: ['能力与意愿', 'Ability and commitment'], cell: (row, words) => wordCell(row.stance, stanceWords, words) },
  flags: {
    title: ['公平提示', 'Fairness flags'],
    cell: (row, words) => row.flags.map(flag => wordCell(flag, fairnessFlagWords, words)).join('; '),
  },
  customerType: { title: ['客户类型', 'Customer type'], cell: (row, words) => wordCell(row.customerType, typeWords, words) },
  netContribution: {
    title: ['净贡献（12 个月）', 'Net contribution, 12 months'],
    cell: (row, { currency }) => amountCell(row.netContributionMinor, currency),
  },
  priority: {
    title: ['优先级（差距 × 价值）', 'Priority (gap × value)'],
    cell: (row, { currency }) => amountCell(row.priorityMinor, currency),
  },
  owner: { title: ['负责人', 'Owner'], cell: row => row.ownerName },
  inferredAt: { title: ['推断于', 'Inferred'], cell: (row, words) => momentCell(row.inferredAt, words) },
}

/** Relationships as their list shows them. */
export const relationshipsExport = exportSource<RelationshipRow>({
  entity: 'relationship_state',
  title: ['客户关系', 'Relationships'],
  endpoint: contract,
  columnsOf: () => Promise.resolve(columns),
  usual: Object.keys(columns),
  read: (ctx, query, { after, limit }) =>
    listRelationships(ctx as unknown as Ctx, { ...query, limit, ...(after === undefined ? {} : { after }) }),
})

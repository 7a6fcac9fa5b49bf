import { countUnknownPeople } from '#server/dyads/import-owners.sql.ts'
import type { ImportCounts, ImportWork } from '#server/intake/import-work.ts'
import { preferHashing } from '#server/intake/scope.sql.ts'
import { countRejections, type ReasonCount } from '#server/intake/staging.sql.ts'
import { readSteps } from '#server/intake/steps.sql.ts'
import { inTenant } from '#server/platform/database.ts'
import { countStatuses, readFigures, readMergedCodes, readPossibleDuplicates, type StatusCount } from './import-counts.sql.ts'

const shown = 50

const sumOf = (counts: readonly StatusCount[], fileNo: number, statuses: readonly string[]) =>
  counts.filter(count => count.fileNo === fileNo && statuses.includes(count.status)).reduce((sum, count) => sum + count.rows, 0)

function fileCounts(
  steps: ReadonlyMap<string, number>,
  statuses: readonly StatusCount[],
  rejections: readonly ReasonCount[],
  fileNo: number,
) {
  const updated = sumOf(statuses, fileNo, ['changed'])
  const replaced = steps.get(`replaced:${fileNo}`) ?? 0
  return {
    fileNo,
    read: steps.get(`read:${fileNo}`) ?? 0,
    accepted: sumOf(statuses, fileNo, ['new']) + updated,
    updated,
    unchanged: sumOf(statuses, fileNo, ['known', 'unchanged', 'alias']) + replaced,
    rejected: rejections.filter(rejection => rejection.fileNo === fileNo).reduce((sum, rejection) => sum + rejection.rows, 0),
  }
}

/** What an import whose rows are matched does, row for row: rows read = accepted + rejected + unchanged in every file. */
export async function countImport({ db, who, scope }: ImportWork): Promise<ImportCounts> {
  return await inTenant(db, who, async tx => {
    await preferHashing(tx)
    const steps = await readSteps(tx, scope)
    const [statuses, rejections] = [await countStatuses(tx, scope), await countRejections(tx, scope)]
    const { firstDay, lastDay, ...figures } = await readFigures(tx, scope)
    const duplicates = await readPossibleDuplicates(tx, scope, shown)
    const unknownPeople = await countUnknownPeople(tx, scope)
    const fileNos = [...steps.keys()].flatMap(step => (step.startsWith('read:') ? [Number(step.slice(5))] : [])).sort((a, b) => a - b)
    const files = fileNos.map(fileNo => fileCounts(steps, statuses, rejections, fileNo))
    const total = (name: 'read' | 'accepted' | 'updated' | 'unchanged' | 'rejected') => files.reduce((sum, file) => sum + file[name], 0)
    return {
      files,
      read: total('read'),
      accepted: total('accepted'),
      updated: total('updated'),
      unchanged: total('unchanged'),
      rejected: total('rejected'),
      currency: scope.baseCurrency,
      figures: { ...figures, ...duplicates.figures, unknownPeople },
      firstDay,
      lastDay,
      rejections,
      mergedCodes: await readMergedCodes(tx, scope, shown),
      possibleDuplicates: duplicates.pairs,
    }
  })
}

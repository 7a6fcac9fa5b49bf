import { inLanguage, type Language } from '#core/demo/bilingual.ts'
import { type DeskEntry, record, staff } from '#core/demo/desk-entry.ts'
import { type FallStory, type PastFall, storyOf } from '#core/demo/falls.ts'
import { demoStaff } from '#core/demo/firm.ts'
import { causeNatureOf } from '#core/service/concern.ts'
import { lossTypeOf } from '#core/strategy/win-back.ts'
import { addMonths, type CivilDay, formatDay, parseDay } from '#core/units/civil-day.ts'
import type { Tx, Who } from '#server/platform/database.ts'
import { economicsOf, type Learning, readLearning } from '#server/strategy/decline-economics.ts'
import { readPastFalls } from './deeds.sql.ts'
import { writeEntries } from './load-desk.ts'

const most = 40

/** What was decided and came of it; a case that is closed without a word was none. */
function ending({ stakeMinor }: PastFall, { outcome }: FallStory, day: CivilDay) {
  const isOver = outcome !== 'acting'
  const end = day + 95
  return {
    state: outcome,
    outcome_on: isOver ? formatDay(outcome === 'let_go' ? day + 30 : end) : null,
    lost_minor: outcome === 'lost' || outcome === 'let_go' ? stakeMinor : null,
    check_on: outcome === 'won' ? formatDay(addMonths(end, 12)) : null,
  }
}

type CaseOptions = { readonly today: CivilDay; readonly language: Language }

function caseEntry(
  fall: PastFall & { email: string | null },
  story: FallStory,
  learning: Learning,
  { today, language }: CaseOptions,
): DeskEntry {
  const opened = (parseDay(fall.fallenOn) ?? today) + 4
  const owner = staff(demoStaff('zh-CN').findIndex(({ email }) => email === fall.email))
  const note = inLanguage(story.note, language)
  const lossType = lossTypeOf(story.cause)
  const isByPrice = story.cause === 'price_perception'
  const judged = { lossType, isRemedied: lossType === 'fault' && story.isRemedied, isByPrice, atStakeMinor: fall.stakeMinor }
  const economics = economicsOf(judged, { clvMinor: null, alive: null, meanContribution: fall.stakeMinor, chances: null }, learning, story)
  return {
    table: 'decline_case',
    row: {
      dyad_id: { id: fall.dyadId },
      case_id: record(`case ${fall.dyadId}`),
      trigger: 'map',
      opened_on: formatDay(opened),
      fallen_on: fall.fallenOn,
      turned_on: formatDay(addMonths(opened - 4, -6)),
      from_type: fall.fromType,
      to_type: fall.toType,
      at_stake_minor: fall.stakeMinor,
      cause: story.cause,
      cause_nature: causeNatureOf(story.cause),
      loss_type: lossType,
      is_remedied: judged.isRemedied,
      is_by_price: isByPrice,
      cause_note: note,
      cause_by: owner,
      cause_on: formatDay(opened + 7),
      decision: story.decision,
      decision_reason: economics.worthTrying === (story.decision === 'attempt') ? null : note,
      decided_by: owner,
      decided_on: formatDay(opened + 12),
      economics: { json: economics },
      ev_minor: economics.evMinor,
      settings_version: learning.settings.version,
      owner_id: owner,
      version: 4,
      ...ending(fall, story, opened + 12),
    },
  }
}

/** Cases of falls that are past, closed and under way; those of the last months the product has opened itself. */
export async function loadCases(
  tx: Tx,
  who: Who,
  options: { readonly seed: number; readonly endDate: CivilDay } & CaseOptions,
): Promise<void> {
  const { seed, endDate } = options
  const learning = await readLearning(tx, who.tenantId)
  const falls = await readPastFalls(tx, who.tenantId, formatDay(addMonths(endDate, -16)), formatDay(addMonths(endDate, -4)), most)
  await writeEntries(tx, who, [falls.map((fall, index) => caseEntry(fall, storyOf(seed, index, fall), learning, options))])
}

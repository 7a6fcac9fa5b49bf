import { sql } from 'kysely'
import type { EffectGround, EffectMeasured } from '#core/strategy/effect-learning.ts'
import type { Tx } from '#server/platform/database.ts'

type Row = EffectGround & {
  readonly playId: string
  readonly horizonMonths: number
  readonly shareMean: number | null
  readonly shareSd: number | null
  readonly minorMean: number | null
  readonly minorSd: number | null
}

const beliefOf = (mean: number | null, sd: number | null) => (mean === null || sd === null ? null : { mean, sd })

/** What the newest measuring found, by play: for `effectOf`. A play that was never measured is not there. */
export async function readLearnt(tx: Tx, tenantId: string): Promise<ReadonlyMap<string, EffectMeasured & EffectGround>> {
  const { rows } = await sql<Row>`select distinct on (m.play_id) m.play_id as "playId", m.horizon_months as "horizonMonths",
      m.share_mean as "shareMean", m.share_sd as "shareSd", m.minor_mean as "minorMean", m.minor_sd as "minorSd",
      coalesce((m.answer -> 'treated' ->> 'given')::int, 0) as runs, coalesce((m.answer -> 'held' ->> 'customers')::int, 0) as held, m.as_of as "asOf"
    from effect_measure m where m.tenant_id = ${tenantId}::uuid order by m.play_id, m.as_of desc`.execute(tx)
  return new Map(
    rows.map(row => [
      row.playId,
      {
        horizonMonths: row.horizonMonths,
        share: beliefOf(row.shareMean, row.shareSd),
        minor: beliefOf(row.minorMean, row.minorSd),
        runs: row.runs,
        held: row.held,
        asOf: row.asOf,
      },
    ]),
  )
}

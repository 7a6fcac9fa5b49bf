import { type CadenceDays, defaultCadence } from '#core/activities/cadence.ts'
import type { Tx } from '#server/platform/database.ts'
import { holdRhythms, noteRhythmRun, readCadenceVersions, readRhythmRun, refreshRhythms } from './rhythm.sql.ts'

/** The days between contacts that hold in a firm; version 0 = the defaults. */
export async function cadenceOf(tx: Tx, tenantId: string): Promise<{ readonly version: number; readonly days: CadenceDays }> {
  const [newest] = await readCadenceVersions(tx, tenantId, 1)
  return newest === undefined
    ? { version: 0, days: defaultCadence }
    : { version: newest.version, days: { ...defaultCadence, ...newest.days } }
}

/** Makes the rhythms of some customers and suppliers anew, in the transaction after which they are others. */
export async function refreshRhythmsOf(tx: Tx, tenantId: string, dyadIds: readonly string[]): Promise<void> {
  if (dyadIds.length === 0) return
  const { days } = await cadenceOf(tx, tenantId)
  await refreshRhythms(tx, tenantId, days, { dyadIds })
}

export const refreshRhythm = (tx: Tx, tenantId: string, dyadId: string): Promise<void> => refreshRhythmsOf(tx, tenantId, [dyadId])

/** Whether there is a placement that the rhythms do not know yet. */
export async function areRhythmsBehind(tx: Tx, tenantId: string): Promise<boolean> {
  const run = await readRhythmRun(tx, tenantId)
  return run.refreshed !== run.generation
}

/** Brings a firm's rhythms up to its present placement and settings: all where either is new, else only of whom has none yet. */
export async function catchUpRhythms(tx: Tx, tenantId: string): Promise<number> {
  await holdRhythms(tx, tenantId)
  const [run, { version, days }] = [await readRhythmRun(tx, tenantId), await cadenceOf(tx, tenantId)]
  const isNew = run.refreshed !== run.generation || run.settings !== version
  const changed = await refreshRhythms(tx, tenantId, days, isNew ? 'all' : 'missing')
  if (isNew) await noteRhythmRun(tx, tenantId, run.generation, version)
  return changed
}

import { Type } from 'typebox'
import { Day, endpoint, Id, Minor, Nullable, visible } from '../endpoint.ts'
import { Settings, SettingsDraft, SettingsVersion } from '../value/settings.ts'
import { CustomerType, Tier } from './enumerations.ts'
import { Cuts } from './map.ts'

export const previewSettings = endpoint({
  method: 'POST',
  path: '/api/value/settings/preview',
  summary: 'What a draft of the settings would do to the map: nothing is saved.',
  needs: 'settings.manage',
  body: Type.Object({ draft: SettingsDraft }),
  answer: Type.Object({
    asOf: Day,
    currency: Type.String(),
    settings: Settings,
    cuts: Cuts,
    cutsNow: Nullable(Cuts),
    /** By type, and null for the customers without one: how many and how much, now and under the draft. */
    types: Type.Array(
      Type.Object({ type: Nullable(CustomerType), now: Type.Integer(), after: Type.Integer(), valueNow: Minor, valueThen: Minor }),
    ),
    tiers: Type.Array(Type.Object({ tier: Tier, now: Type.Integer(), after: Type.Integer(), valueNow: Minor, valueThen: Minor })),
    moved: Type.Integer(),
    /** The movers with the largest contribution, at most 200. */
    movers: Type.Array(
      Type.Object({
        dyadId: Id,
        name: Type.String(),
        code: Nullable(Type.String()),
        from: Nullable(CustomerType),
        to: Nullable(CustomerType),
        netContributionNow: Nullable(Minor),
        netContributionThen: Nullable(Minor),
      }),
    ),
    valueNow: Minor,
    valueThen: Minor,
  }),
})

export const saveSettings = endpoint({
  method: 'POST',
  path: '/api/value/settings',
  summary: 'Save a draft as a new version of the settings; everything is recalculated with it.',
  needs: 'settings.manage',
  body: Type.Object({
    draft: SettingsDraft,
    /** The version that the draft began from: refused as stale when a newer one has been saved since. */
    base: Type.Integer({ minimum: 1 }),
    note: Type.String({ minLength: 2, maxLength: 500, pattern: visible }),
  }),
  answer: Type.Object({ version: SettingsVersion, jobId: Nullable(Id) }),
})

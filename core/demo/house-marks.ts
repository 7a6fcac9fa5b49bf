import { houseFields, houseTags } from './house.ts'
import { between, type Dice, diceOf, happens, pick, wholeBetween } from './dice.ts'
import type { Industry } from './industries.ts'
import type { Profile } from './profiles.ts'

/** What stands on a customer of the demo beside the facts: tags by their keys, and values of the firm's own fields. */
export type Marks = { readonly code: string; readonly tags: readonly string[]; readonly custom: Readonly<Record<string, string>> }

/** Letters that machines of a line of business begin with; who trades in parts makes no machine. */
const series: Readonly<Record<string, readonly string[]>> = {
  'CNC machine tools': ['VMC', 'CK', 'HMC'],
  'Textile machinery': ['JWF', 'FA', 'GA'],
  'Packaging machinery': ['DXD', 'ZB', 'GD'],
  'Conveying equipment': ['TD', 'DTL', 'GZ'],
  'Industrial automation': ['RB', 'AGV', 'SCR'],
  'Food machinery': ['SJ', 'YQ'],
  'Pumps and fans': ['ISG', 'DFW', 'HTD'],
  'Mining and metallurgy': ['PYB', 'MQ', 'ZD'],
  'New-energy equipment': ['NEV', 'PV', 'WT'],
  'Farm machinery': ['4LZ', 'TB', '2BF'],
}

const modelsOf = (industry: Industry): readonly string[] | undefined => series[industry.name[1]]

const usualSpendOf = ({ buying }: Profile): number => buying.ordersPerYear * buying.ticket

function modelOf(dice: Dice, letters: readonly string[]): string {
  return `${pick(dice, letters)}-${wholeBetween(dice, 3, 24) * 50}${pick(dice, ['', '', 'A', 'B', 'S'])}`
}

function valuesOf(profile: Profile, dice: Dice): Readonly<Record<string, string>> {
  const letters = modelsOf(profile.industry)
  const isKnown = happens(dice, usualSpendOf(profile) > 250_000 ? 0.85 : 0.45)
  const values = {
    machine_model: modelOf(dice, letters ?? ['']),
    overhaul_month: `m${String(wholeBetween(dice, 1, 12)).padStart(2, '0')}`,
    is_odm: happens(dice, 0.3) ? 'yes' : 'no',
  }
  if (letters === undefined || !isKnown) return {}
  const known = houseFields.filter(() => happens(dice, 0.85)).map(({ key }) => key)
  return Object.fromEntries(Object.entries(values).filter(([key]) => known.includes(key)))
}

/** The tags and values of a customer, drawn from its seed and fitting what it is. */
export function marksOf(seed: number, profile: Profile): Marks {
  const dice = diceOf(seed, profile.index, 51)
  const { career, terms, industry } = profile
  const chances: Readonly<Record<string, number>> = {
    key_account: career.name === 'prospect' ? 0 : career.large ? 0.9 : usualSpendOf(profile) > 500_000 ? 0.3 : 0,
    export: modelsOf(industry) === undefined ? 0 : 0.16,
    new_energy: industry.name[1] === 'New-energy equipment' ? 1 : 0.02,
    fair: career.name === 'prospect' || career.name === 'newcomer' || career.name === 'trial' ? 0.45 : 0.04,
    slow_payer: terms.daysOverdue > 20 ? 0.8 : 0,
    high_season: career.bursty(30) ? 0.6 : between(dice, 0, 0.06),
  }
  const tags = houseTags.filter(({ key }) => happens(dice, chances[key] ?? 0)).map(({ key }) => key)
  return { code: profile.code, tags, custom: valuesOf(profile, dice) }
}

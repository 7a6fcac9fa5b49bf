import type { MapColours } from '#contract/segments/map.ts'
import { colourOf } from '#web/dyads/custom-fields-value.tsx'

/** Of dots without a choice: nearer to the ground than any that has one. */
export const noChoice = (dark: boolean): string => (dark ? '#4a505c' : '#cdd2da')

/** Told apart side by side, on white and on black. */
const series = [
  '#3b7ddd',
  '#d99412',
  '#2f9e5b',
  '#d4493f',
  '#8a5cd1',
  '#1f9d9b',
  '#96693f',
  '#d9619b',
  '#5560c4',
  '#7d9a1f',
  '#b54fc0',
  '#4d8198',
]

/** The colour of each choice of a field: the firm's own where they differ, else one of a series each. */
export function dotColours({ choices }: MapColours): readonly string[] {
  const own = choices.map(({ colour }) => colourOf[colour])
  return new Set(own).size === own.length ? own : choices.map((_, at) => series[at % series.length] ?? '#3b7ddd')
}

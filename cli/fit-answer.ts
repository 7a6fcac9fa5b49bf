import type { Language } from '#core/intake/reasons.ts'
import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import type { Fit, Fitted } from '#core/value/fit.ts'
import { fitWarningText } from '#core/value/model-warnings.ts'
import { UsageError } from './command.ts'

/** A fit as it is printed: its end of observation as a date, its warnings as sentences. */
export type FitAnswer = Omit<Fit, 'until' | 'warnings'> & {
  readonly until: string | null
  readonly warnings: readonly string[]
  /** Processor time of the fit alone, and of everything before it (starting, reading the file). */
  readonly cpuMs: number
  readonly readCpuMs: number
}

/** Milliseconds of processor time since the start of the process, all threads. */
function cpuNow(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What was read before a fit: the end of observation where it is known, and what reading gave cause to say. */
export type Before = { readonly until: CivilDay | null; readonly warnings: readonly string[] }

/** Runs a fit and says what came of it. Throws UsageError with the sentence of a refusal. */
export function answerFit(run: () => Fitted, { until, warnings }: Before, language: Language): FitAnswer {
  const readCpuMs = cpuNow()
  const fitted = run()
  const cpuMs = cpuNow() - readCpuMs
  if ('refusal' in fitted) throw new UsageError(fitWarningText(fitted.refusal, 'zh-CN'), fitWarningText(fitted.refusal, 'en'))
  return {
    ...fitted.fit,
    until: until === null ? null : formatDay(until),
    warnings: [...warnings, ...fitted.fit.warnings.map(warning => fitWarningText(warning, language))],
    cpuMs: Math.round(cpuMs * 10) / 10,
    readCpuMs: Math.round(readCpuMs),
  }
}

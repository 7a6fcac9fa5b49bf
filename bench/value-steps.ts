import { readFileSync, writeFileSync } from 'node:fs'
import { rounded } from './product.ts'

/** One step of one program: CPU seconds of all its threads, and the most memory it held meanwhile, in MB (2^20 bytes). */
export type Step = { readonly step: StepName; readonly cpuSeconds: number; readonly peakMb: number }

export const stepNames = ['start', 'parse', 'statistics', 'bgnbd', 'gammaGamma', 'expected52'] as const
export type StepName = (typeof stepNames)[number]

/** What the steps came to, so that programs can be held to one another. */
export type Outcome = { readonly customers: number; readonly repeatOrders: number; readonly bgnbd?: number; readonly expected52?: number }

export type Measured = { readonly steps: readonly Step[]; readonly outcome: Outcome; readonly says?: string }

const cpuNow = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Linux forgets the peak of a process that asks for it, so each step shows its own. */
function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // Elsewhere the peak of the whole process stands for each step.
  }
}

const peakNow = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024

/** Runs and measures steps in this process. What it took to get here is the step `start`. */
export function newSteps() {
  const steps: Step[] = [{ step: 'start', cpuSeconds: rounded(cpuNow(), 3), peakMb: rounded(peakNow(), 0) }]
  const run = async <T>(step: StepName, work: () => T | Promise<T>): Promise<T> => {
    forgetPeak()
    const begun = cpuNow()
    const found = await work()
    steps.push({ step, cpuSeconds: rounded(cpuNow() - begun, 3), peakMb: rounded(peakNow(), 0) })
    return found
  }
  return { steps, run }
}

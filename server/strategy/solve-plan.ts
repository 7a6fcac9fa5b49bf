import { Worker } from 'node:worker_threads'
import type { PlanCustomer, PlanLimits } from '#core/strategy/budget-plan.ts'
import type { SolvedPlan } from '#core/strategy/plan-solve.ts'
import { Refusal } from '#server/platform/errors.ts'

export type PlanOrder = { readonly customers: readonly PlanCustomer[]; readonly limits: PlanLimits; readonly moneyStep: number }

/** Makes a plan in a thread of its own; when the signal is aborted the thread ends at once and this throws. */
export function solveInThread(order: PlanOrder, signal: AbortSignal): Promise<SolvedPlan> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(new URL('./plan-worker.ts', import.meta.url), { workerData: order })
    const end = () => worker.terminate().then(() => reject(new Refusal('cancelled')), reject)
    signal.addEventListener('abort', end, { once: true })
    worker.on('message', (solved: SolvedPlan) => resolve(solved))
    worker.on('error', reject)
    worker.on('exit', code => {
      signal.removeEventListener('abort', end)
      reject(new Error(`the thread of the plan ended early (${code})`))
    })
  })
}

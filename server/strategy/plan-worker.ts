// A plan, chosen in a thread of its own: the server goes on answering meanwhile.
import { parentPort, workerData } from 'node:worker_threads'
import { solvePlan } from '#core/strategy/plan-solve.ts'
import { chooseExactly } from '#core/strategy/choice-exact.ts'
import { openSolver } from './open-solver.ts'
import type { PlanOrder } from './solve-plan.ts'

const { customers, limits, moneyStep } = workerData as PlanOrder
const solve = await openSolver()
parentPort?.postMessage(solvePlan(customers, limits, moneyStep, (problem, from) => chooseExactly(problem, from, solve)))

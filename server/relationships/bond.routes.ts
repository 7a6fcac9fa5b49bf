import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/relationships/bond.ts'
import * as registers from '#contract/relationships/register.ts'
import { serve } from '#server/platform/serve.ts'
import { defineBondJobs } from './bond.jobs.ts'
import { bondRegister, exchangeRegister, factRegister, switchingRegister, termRegister } from './bond-registers.ts'
import { addEntry, changeEntry, listRegister, type Register, removeEntry, restoreEntry } from './keep-register.ts'
import { groupRelationships, inferRelationships, listRelationships, readRelationshipRun } from './list-relationships.ts'
import { readAccountTeam } from './read-account-team.ts'
import { readRelationship } from './read-relationship.ts'
import { readRelationshipLines } from './read-relationship-lines.ts'

type Endpoints = (typeof registers)['bonds']

/** The five endpoints of a register are bound alike; their types are those of the contract, which the door checks. */
export function bindRegister<Row>(app: FastifyInstance, given: object, register: Register<Row>): void {
  const { list, add, change, remove, restore } = given as unknown as Endpoints
  const keep = register as unknown as Register<registers.Bond>
  const idOf = (params: object): string => String((params as Record<string, unknown>)[register.idName])
  serve(app, list, ({ params }, ctx) => listRegister(ctx, keep, params.dyadId))
  serve(app, add, ({ params, body }, ctx) => addEntry(ctx, keep, params.dyadId, body))
  serve(app, change, ({ params, body }, ctx) => changeEntry(ctx, keep, params.dyadId, idOf(params), body))
  serve(app, remove, ({ params, body }, ctx) => removeEntry(ctx, keep, params.dyadId, idOf(params), body.version))
  serve(app, restore, ({ params }, ctx) => restoreEntry(ctx, keep, params.dyadId, idOf(params)))
}

/** How close we are to each customer: inferred from what was done and said, with what people keep of it. */
export function bondRoutes(app: FastifyInstance): void {
  defineBondJobs(app.platform)
  bindRegister(app, registers.bonds, bondRegister)
  bindRegister(app, registers.switchingItems, switchingRegister)
  bindRegister(app, registers.terms, termRegister)
  bindRegister(app, registers.exchange, exchangeRegister)
  bindRegister(app, registers.relationshipFacts, factRegister)
  serve(app, contract.readRelationship, ({ params }, ctx) => readRelationship(ctx, params.dyadId))
  serve(app, contract.readRelationshipLines, ({ params, query }, ctx) => readRelationshipLines(ctx, params.dyadId, query.topic))
  serve(app, contract.readAccountTeam, ({ params }, ctx) => readAccountTeam(ctx, params.dyadId))
  serve(app, contract.listRelationships, ({ query }, ctx) => listRelationships(ctx, query))
  serve(app, contract.groupRelationships, ({ query }, ctx) => groupRelationships(ctx, query))
  serve(app, contract.readRelationshipRun, (_, ctx) => readRelationshipRun(ctx))
  serve(app, contract.inferRelationships, (_, ctx) => inferRelationships(ctx))
}

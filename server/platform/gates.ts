import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Needs } from '#contract/endpoint.ts'
import { demand } from './access.ts'
import type { Ctx, OpenCtx, PersonCtx, Platform } from './context.ts'
import { inTenant } from './database.ts'
import { Refusal } from './errors.ts'
import { findCaller, tokenOf } from './identity.ts'
import { languageOf } from './language.ts'
import { csrfCookie, csrfOf, giveSessionCookies, refuseWithoutToken } from './security.ts'

/** Finds who calls. A cookie that is no longer good counts as none. A page that lost its readable token gets it again. */
async function identify(platform: Platform, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = tokenOf(request)
  if (token === undefined) return
  refuseWithoutToken(request, csrfOf(platform.secret, token))
  const caller = await findCaller(platform, token)
  request.person = caller?.person
  request.membership = caller?.membership
  if (caller && request.method === 'GET' && request.cookies[csrfCookie] !== caller.person.csrf)
    giveSessionCookies(platform.config, request, reply, token, caller.person.csrf)
}

function refuseUnless(needs: Needs, request: FastifyRequest): void {
  if (needs === 'anyone') return
  if (request.person === undefined) throw new Refusal('not_signed_in')
  if (needs === 'signed_in') return
  if (request.membership === undefined) throw new Refusal('no_company_chosen')
  demand(request.membership, needs)
}

/** The gate of an endpoint, before its body is read: who calls, from a page of ours, and may they. */
export function gate(platform: Platform, needs: Needs) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    await identify(platform, request, reply)
    refuseUnless(needs, request)
  }
}

export function openCtx(platform: Platform, request: FastifyRequest, reply: FastifyReply, signal: AbortSignal): OpenCtx {
  return {
    platform,
    db: platform.calls,
    requestId: request.id,
    ip: request.ip,
    userAgent: request.headers['user-agent'],
    language: languageOf(request),
    now: platform.now,
    log: platform.log,
    signal,
    person: request.person,
    membership: request.membership,
    request,
    reply,
  }
}

export function personCtx(open: OpenCtx): PersonCtx {
  const { person } = open
  if (person === undefined) throw new Refusal('not_signed_in')
  return { ...open, person, userId: person.userId }
}

export function memberCtx(open: OpenCtx): Ctx {
  const ctx = personCtx(open)
  const { membership } = ctx
  if (membership === undefined) throw new Refusal('no_company_chosen')
  const who = { tenantId: membership.tenantId, userId: ctx.userId }
  return { ...ctx, ...membership, membership, jobs: ctx.platform.jobs, inTenant: work => inTenant(ctx.db, who, work) }
}

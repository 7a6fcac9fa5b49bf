import type { FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { Language } from '#contract/platform/language.ts'
import type { DataScope, Role } from '#core/platform/access.ts'
import type { FieldRule } from '#core/platform/field-policy.ts'
import type { Config } from './config.ts'
import type { Db, Tx } from './database.ts'
import type { Jobs } from './jobs.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

/** What the running product has: made once in main.ts (or a test), handed to every use-case inside its context. */
export type Platform = {
  readonly db: Db
  /** The same connections for calls, which are short and alike: their statements are kept prepared. */
  readonly calls: Db
  /** The same connections for COPY, see inTenantClient. */
  readonly pool: pg.Pool
  readonly config: Config
  /** Signs tokens; never leaves the server. */
  readonly secret: string
  readonly log: Log
  readonly jobs: Jobs
  readonly metrics: Metrics
  readonly now: () => Date
  /** Answers are held to their contract, and a misfit is a fault: tests and development. */
  readonly strict: boolean
  /** Aborted when the product is asked to stop: streams end. */
  readonly stopping: AbortSignal
}

/** Who is signed in. */
export type Person = {
  readonly userId: string
  readonly sessionId: string
  readonly csrf: string
  readonly name: string
  readonly email: string
  readonly language: Language | undefined
  readonly theme: string | null
  readonly density: string | null
}

/** The firm worked in, what the person may do there and whose customers they see. */
export type Membership = {
  readonly tenantId: string
  readonly role: Role
  readonly scope: DataScope
  readonly departmentId: string | undefined
  /** For the scope `department` their own, for `department_tree` that and all below it, else empty. */
  readonly departmentIds: readonly string[]
  /** The public pools whose customers they see and may claim. */
  readonly poolIds: readonly string[]
  /** The rules on fields that bind their role. */
  readonly fieldRules: readonly FieldRule[]
}

/** A call by anyone. */
export type OpenCtx = {
  readonly platform: Platform
  readonly db: Db
  readonly requestId: string
  readonly ip: string
  readonly userAgent: string | undefined
  readonly language: Language
  readonly now: () => Date
  readonly log: Log
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal
  readonly person: Person | undefined
  readonly membership: Membership | undefined
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A call by someone signed in, whether or not they have chosen a firm. */
export type PersonCtx = OpenCtx & { readonly person: Person; readonly userId: string }

/** A call by a member of a firm: what nearly every use-case is given. */
export type Ctx = PersonCtx &
  Membership & {
    readonly membership: Membership
    readonly jobs: Jobs
    /** One transaction in the name of this firm and person: all of it is written, or nothing. */
    readonly inTenant: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  }

declare module 'fastify' {
  interface FastifyInstance {
    platform: Platform
  }
  interface FastifyRequest {
    person: Person | undefined
    membership: Membership | undefined
    nonce: string
  }
}

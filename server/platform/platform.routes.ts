import type { FastifyInstance } from 'fastify'
import * as auditing from '#contract/platform/audit.ts'
import * as departments from '#contract/platform/departments.ts'
import * as fieldRules from '#contract/platform/field-rules.ts'
import * as health from '#contract/platform/health.ts'
import * as jobs from '#contract/platform/jobs.ts'
import * as notifications from '#contract/platform/notifications.ts'
import * as session from '#contract/platform/session.ts'
import * as tenant from '#contract/platform/tenant.ts'
import * as users from '#contract/platform/users.ts'
import { listAuditEntries } from './audit.ts'
import { createDepartment, listDepartments, removeDepartment, updateDepartment } from './change-departments.ts'
import { changePassword } from './change-password.ts'
import { chooseTenant } from './choose-tenant.ts'
import { createCompany } from './create-company.ts'
import { createUser } from './create-user.ts'
import { readFieldRules, saveFieldRules } from './field-rules.ts'
import { readHealth } from './health.ts'
import { listPeople, listUsers } from './list-users.ts'
import { openLoginLimit } from './login-limit.ts'
import { listSessions, revokeOtherSessions, revokeSession } from './manage-sessions.ts'
import { listNotifications, markNotificationsRead } from './read-notifications.ts'
import { readPreferences } from './preferences.sql.ts'
import { readSession } from './read-session.ts'
import { resetPassword } from './reset-password.ts'
import { serve, serveAnyone, serveEvents, servePerson } from './serve.ts'
import { setPreference } from './set-preference.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { showCompany, updateCompany } from './update-company.ts'
import { updateMe } from './update-me.ts'
import { updateUser } from './update-user.ts'
import { cancelJob, listJobs, showJob, watchJob, watchJobs } from './watch-jobs.ts'

function sessionRoutes(app: FastifyInstance): void {
  const limit = openLoginLimit()
  serveAnyone(app, session.readSession, (_, ctx) => readSession(ctx))
  serveAnyone(app, session.signIn, ({ body }, ctx) => signIn(ctx, limit, body))
  serveAnyone(app, session.signOut, (_, ctx) => signOut(ctx))
  servePerson(app, session.chooseTenant, ({ body }, ctx) => chooseTenant(ctx, body.tenantId))
  servePerson(app, session.listSessions, (_, ctx) => listSessions(ctx))
  servePerson(app, session.revokeSession, ({ params }, ctx) => revokeSession(ctx, params.sessionId))
  servePerson(app, session.revokeOtherSessions, (_, ctx) => revokeOtherSessions(ctx))
  servePerson(app, session.changePassword, ({ body }, ctx) => changePassword(ctx, limit, body))
  servePerson(app, session.updateMe, ({ body }, ctx) => updateMe(ctx, body))
  serve(app, session.readPreferences, async (_, ctx) => ({
    values: await ctx.inTenant(tx => readPreferences(tx, ctx.tenantId, ctx.userId)),
  }))
  serve(app, session.setPreference, ({ params, body }, ctx) => setPreference(ctx, params.name, body.value))
}

function companyRoutes(app: FastifyInstance): void {
  serveAnyone(app, tenant.createCompany, ({ body }, ctx) => createCompany(ctx, body))
  serve(app, tenant.readCompany, (_, ctx) => showCompany(ctx))
  serve(app, tenant.updateCompany, ({ body }, ctx) => updateCompany(ctx, body))
  serve(app, users.listUsers, ({ query }, ctx) => listUsers(ctx, query))
  serve(app, users.listPeople, (_, ctx) => listPeople(ctx))
  serve(app, users.createUser, ({ body }, ctx) => createUser(ctx, body))
  serve(app, users.updateUser, ({ params, body }, ctx) => updateUser(ctx, params.userId, body))
  serve(app, users.resetPassword, ({ params, body }, ctx) => resetPassword(ctx, params.userId, body.newPassword))
  serve(app, departments.listDepartments, (_, ctx) => listDepartments(ctx))
  serve(app, departments.createDepartment, ({ body }, ctx) => createDepartment(ctx, body))
  serve(app, departments.updateDepartment, ({ params, body }, ctx) => updateDepartment(ctx, params.departmentId, body))
  serve(app, departments.removeDepartment, ({ params }, ctx) => removeDepartment(ctx, params.departmentId))
}

export function platformRoutes(app: FastifyInstance): void {
  serveAnyone(app, health.readHealth, (_, ctx) => readHealth(ctx))
  sessionRoutes(app)
  companyRoutes(app)
  serve(app, fieldRules.readFieldRules, (_, ctx) => readFieldRules(ctx))
  serve(app, fieldRules.saveFieldRules, ({ body }, ctx) => saveFieldRules(ctx, body))
  serve(app, auditing.listAudit, ({ query }, ctx) => listAuditEntries(ctx, query))
  serve(app, notifications.listNotifications, ({ query }, ctx) => listNotifications(ctx, query))
  serve(app, notifications.readNotifications, ({ body }, ctx) => markNotificationsRead(ctx, body))
  serve(app, jobs.listJobs, ({ query }, ctx) => listJobs(ctx, query))
  serveEvents(app, jobs.watchJobs, (_, ctx) => watchJobs(ctx))
  serve(app, jobs.readJob, ({ params }, ctx) => showJob(ctx, params.jobId))
  serve(app, jobs.cancelJob, ({ params }, ctx) => cancelJob(ctx, params.jobId))
  serveEvents(app, jobs.watchJob, async ({ params }, ctx) => {
    await showJob(ctx, params.jobId)
    return watchJob(ctx, params.jobId)
  })
}

import type { TellReminders } from '#server/activities/activities.jobs.ts'
import { notify } from '#server/platform/notify.ts'

/** Reminders of activities and tasks as notices to the person they remind. */
export const tellReminders: TellReminders = async (tx, tenantId, reminders) => {
  const notices = reminders.map(({ what, id, dyadId, userId, title, day }) => ({
    userId,
    kind: what === 'task' ? ('task_due' as const) : ('activity_reminder' as const),
    ...(dyadId === null ? {} : { dyadId }),
    args: { title, on: day },
    about: `${id} ${day ?? ''}`,
  }))
  await notify(tx, tenantId, notices)
}

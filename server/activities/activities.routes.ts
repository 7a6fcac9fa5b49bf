import type { FastifyInstance } from 'fastify'
import * as activity from '#contract/activities/activity.ts'
import * as cadence from '#contract/activities/cadence.ts'
import * as calendar from '#contract/activities/calendar.ts'
import * as task from '#contract/activities/task.ts'
import { readTimeline as timelineContract } from '#contract/activities/timeline.ts'
import { serve, serveAnyoneFile } from '#server/platform/serve.ts'
import { defineActivitiesJobs, type TellReminders } from './activities.jobs.ts'
import { addActivity } from './add-activity.ts'
import { fetchFeed, readFeedState, renewFeed, revokeFeed } from './calendar-feed.ts'
import type { FollowTasks } from './follow-tasks.ts'
import { readCadence, readSettings, saveSettings, setOwnCadence } from './keep-cadence.ts'
import { addTask, removeTask, updateTask } from './keep-tasks.ts'
import { addTemplate, listTemplates, removeTemplate, updateTemplate } from './keep-templates.ts'
import { listActivities, readActivity, readActivityChoices } from './list-activities.ts'
import { listDueContacts } from './list-due-contacts.ts'
import { changeTasks, listTasks } from './list-tasks.ts'
import { readCalendar } from './read-calendar.ts'
import { readTimeline } from './read-timeline.ts'
import { removeActivity } from './remove-activity.ts'
import { updateActivity } from './update-activity.ts'

/** Activities and their templates, tasks, the calendar and its feed, the rhythm of contact, the timeline. */
export function activitiesRoutes(app: FastifyInstance, tell: TellReminders, follow: FollowTasks): void {
  serve(app, activity.listActivities, ({ query }, ctx) => listActivities(ctx, query))
  serve(app, activity.readActivityChoices, ({ params }, ctx) => readActivityChoices(ctx, params.dyadId))
  serve(app, activity.addActivity, ({ params, body }, ctx) => addActivity(ctx, params.dyadId, body))
  serve(app, activity.readActivity, ({ params }, ctx) => readActivity(ctx, params.dyadId, params.activityId))
  serve(app, activity.updateActivity, ({ params, body }, ctx) => updateActivity(ctx, params.dyadId, params.activityId, body))
  serve(app, activity.removeActivity, ({ params, body }, ctx) => removeActivity(ctx, params.dyadId, params.activityId, body.version))
  serve(app, activity.listActivityTemplates, (_, ctx) => listTemplates(ctx))
  serve(app, activity.addActivityTemplate, ({ body }, ctx) => addTemplate(ctx, body))
  serve(app, activity.updateActivityTemplate, ({ params, body }, ctx) => updateTemplate(ctx, params.templateId, body))
  serve(app, activity.removeActivityTemplate, ({ params }, ctx) => removeTemplate(ctx, params.templateId))
  serve(app, task.listTasks, ({ query }, ctx) => listTasks(ctx, query))
  serve(app, task.addTask, ({ body }, ctx) => addTask(ctx, body))
  serve(app, task.changeTasks, ({ body }, ctx) => changeTasks(ctx, body, follow))
  serve(app, task.updateTask, ({ params, body }, ctx) => updateTask(ctx, params.taskId, body, follow))
  serve(app, task.removeTask, ({ params, body }, ctx) => removeTask(ctx, params.taskId, body.version, follow))
  serve(app, calendar.readCalendar, ({ query }, ctx) => readCalendar(ctx, query))
  serve(app, calendar.readCalendarFeed, (_, ctx) => readFeedState(ctx))
  serve(app, calendar.renewCalendarFeed, (_, ctx) => renewFeed(ctx))
  serve(app, calendar.revokeCalendarFeed, (_, ctx) => revokeFeed(ctx))
  serveAnyoneFile(app, calendar.fetchCalendarFeed, ({ params }, ctx) => fetchFeed(ctx, params.token))
  serve(app, cadence.readCadenceSettings, (_, ctx) => readSettings(ctx))
  serve(app, cadence.saveCadenceSettings, ({ body }, ctx) => saveSettings(ctx, body))
  serve(app, cadence.listDueContacts, ({ query }, ctx) => listDueContacts(ctx, query))
  serve(app, cadence.readCadence, ({ params }, ctx) => readCadence(ctx, params.dyadId))
  serve(app, cadence.setCadence, ({ params, body }, ctx) => setOwnCadence(ctx, params.dyadId, body))
  serve(app, timelineContract, ({ params, query }, ctx) => readTimeline(ctx, params.dyadId, query))
  defineActivitiesJobs(app.platform, tell)
}

import type { FastifyInstance } from 'fastify'
import * as files from '#contract/dyads/attachment.ts'
import * as fields from '#contract/platform/custom-fields.ts'
import * as tags from '#contract/platform/tags.ts'
import { serve, serveFile, serveUpload } from '#server/platform/serve.ts'
import { defineAttachmentJobs } from './attachments.jobs.ts'
import {
  addAttachment,
  downloadAttachment,
  listAttachments,
  readFileRoom,
  removeAttachment,
  renameAttachment,
  restoreAttachment,
  saveFileRoom,
} from './attachments.ts'
import { readCustom, writeCustom } from './keep-custom-values.ts'
import { defineTagJobs } from './tags.jobs.ts'
import { changeRecordTags, createTag, listTags, mergeTag, readRecordTags, removeTag, updateTag } from './tags.ts'

function tagRoutes(app: FastifyInstance): void {
  defineTagJobs(app.platform)
  serve(app, tags.listTags, ({ query }, ctx) => listTags(ctx, query))
  serve(app, tags.createTag, ({ body }, ctx) => createTag(ctx, body))
  serve(app, tags.updateTag, ({ params, body }, ctx) => updateTag(ctx, params.tagId, body))
  serve(app, tags.mergeTag, ({ params, body }, ctx) => mergeTag(ctx, params.tagId, body))
  serve(app, tags.removeTag, ({ params, body }, ctx) => removeTag(ctx, params.tagId, body.version))
  serve(app, tags.readRecordTags, ({ params }, ctx) => readRecordTags(ctx, params.dyadId, params.entity, params.recordId))
  serve(app, tags.changeRecordTags, ({ params, body }, ctx) => changeRecordTags(ctx, params.dyadId, params.entity, params.recordId, body))
}

/** What hangs on any record of a customer: the firm's own fields, tags and files. */
export function attachmentsRoutes(app: FastifyInstance): void {
  defineAttachmentJobs(app.platform)
  tagRoutes(app)
  serve(app, fields.readCustom, ({ params }, ctx) => readCustom(ctx, params.dyadId, params.entity, params.recordId))
  serve(app, fields.writeCustom, ({ params, body }, ctx) => writeCustom(ctx, params.dyadId, params.entity, params.recordId, body.values))
  serve(app, files.readFileRoom, (_, ctx) => readFileRoom(ctx))
  serve(app, files.saveFileRoom, ({ body }, ctx) => saveFileRoom(ctx, body))
  serve(app, files.listAttachments, ({ params, query }, ctx) => listAttachments(ctx, params.dyadId, query))
  serveUpload(app, files.addAttachment, ({ params, body }, ctx) => addAttachment(ctx, params.dyadId, body))
  serveFile(app, files.downloadAttachment, ({ params }, ctx) => downloadAttachment(ctx, params.dyadId, params.attachmentId))
  serve(app, files.renameAttachment, ({ params, body }, ctx) => renameAttachment(ctx, params.dyadId, params.attachmentId, body))
  serve(app, files.removeAttachment, ({ params, body }, ctx) => removeAttachment(ctx, params.dyadId, params.attachmentId, body.version))
  serve(app, files.restoreAttachment, ({ params }, ctx) => restoreAttachment(ctx, params.dyadId, params.attachmentId))
}

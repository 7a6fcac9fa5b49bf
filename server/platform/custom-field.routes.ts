import type { FastifyInstance } from 'fastify'
import * as fields from '#contract/platform/custom-fields.ts'
import { defineCustomFieldJobs } from './custom-field-jobs.ts'
import { createCustomField, listCustomFields, previewConversion, updateCustomField } from './custom-fields.ts'
import { serve } from './serve.ts'

/** The fields that a firm makes for its records. */
export function customFieldRoutes(app: FastifyInstance): void {
  defineCustomFieldJobs(app.platform)
  serve(app, fields.listCustomFields, ({ query }, ctx) => listCustomFields(ctx, query))
  serve(app, fields.createCustomField, ({ body }, ctx) => createCustomField(ctx, body))
  serve(app, fields.updateCustomField, ({ params, body }, ctx) => updateCustomField(ctx, params.fieldId, body))
  serve(app, fields.previewConversion, ({ params, query }, ctx) => previewConversion(ctx, params.fieldId, query.type))
}

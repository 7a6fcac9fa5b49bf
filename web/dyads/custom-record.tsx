import { lazy, Suspense } from 'react'
import type { AttachmentEntity } from '#core/dyads/attachment.ts'
import type { FieldEntity } from '#core/platform/custom-field.ts'
import type { TagEntity } from '#core/platform/tag.ts'
import { CustomFieldsCard } from './custom-fields-card.tsx'
import type { RecordOf } from './custom-fields.queries.ts'
import { TagStrip } from './tags-strip.tsx'

const AttachmentsCard = lazy(async () => ({ default: (await import('./attachments-card.tsx')).AttachmentsCard }))

/** What a firm keeps on any record beside its own columns: tags, fields of its own making, and files. */
export function OwnOfRecord({ at }: { readonly at: RecordOf<FieldEntity & TagEntity & AttachmentEntity> }) {
  return (
    <>
      <TagStrip at={at} />
      <CustomFieldsCard at={at} bare />
      <Suspense fallback={null}>
        <AttachmentsCard at={at} only />
      </Suspense>
    </>
  )
}

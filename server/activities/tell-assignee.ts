import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { notify } from '#server/platform/notify.ts'

type Given = {
  readonly taskId: string
  readonly title: string
  readonly assigneeId: string | null | undefined
  readonly dyadId: string | null
}

/** Tells whoever was given tasks by someone else. */
export async function tellAssignees(tx: Tx, ctx: Pick<Ctx, 'tenantId' | 'userId' | 'person'>, tasks: readonly Given[]): Promise<void> {
  const notices = tasks.flatMap(({ taskId, title, assigneeId, dyadId }) =>
    !assigneeId || assigneeId === ctx.userId
      ? []
      : [
          {
            userId: assigneeId,
            kind: 'task_assigned' as const,
            about: taskId,
            args: { by: ctx.person.name, title },
            ...(dyadId === null ? {} : { dyadId }),
          },
        ],
  )
  await notify(tx, ctx.tenantId, notices)
}

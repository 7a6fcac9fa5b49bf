import { useMutation } from '@tanstack/react-query'
import type { GroupMember } from '#contract/dyads/group.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { toast } from '#web/ui/toast.ts'
import { FieldsDrawer } from './fields-drawer.tsx'
import { putUnder } from './parties.queries.ts'
import { partyTexts } from './parties.text.ts'

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

type Given = { readonly member: GroupMember; readonly onClose: () => void }

/** Puts a party under another one, or under a head of a group that is made here. */
export function GroupForm({ member, onClose }: Given) {
  const say = useText(partyTexts)
  return (
    <FieldsDrawer
      title={say('moveTitle', { name: member.name ?? '' })}
      start={{ parentId: null, newParentName: '', fromOn: today(), note: '' }}
      fields={draft => [
        ...(draft['newParentName']
          ? []
          : [
              {
                name: 'parentId',
                label: say('parent'),
                kind: 'party',
                without: member.partyId,
                required: true,
                hint: say('parentHint'),
              } as const,
            ]),
        ...(draft['parentId'] ? [] : [{ name: 'newParentName', label: say('newParent'), hint: say('newParentHint') } as const]),
        { name: 'fromOn', label: say('fromOn'), kind: 'day', required: true },
        { name: 'note', label: say('note') },
      ]}
      save={({ parentId = null, newParentName, fromOn, note }) =>
        putUnder(member.partyId, {
          parentId: parentId as string | null,
          wasParentId: member.parentId,
          fromOn: String(fromOn),
          note: note as string | null,
          ...(newParentName ? { newParentName: String(newParentName) } : {}),
        })
      }
      onClose={onClose}
    />
  )
}

/** Asks before a party is taken out of its group. */
export function LeaveGroup({ member, onClose }: Given) {
  const say = useText(partyTexts)
  const leaving = useMutation({
    mutationFn: () => putUnder(member.partyId, { parentId: null, wasParentId: member.parentId }),
    onSuccess: () => {
      toast('done', say('moved'))
      onClose()
    },
  })
  return (
    <ConfirmDanger
      open
      title={say('leaveGroup')}
      verb={say('leaveGroup')}
      busy={leaving.isPending}
      error={leaving.error}
      onConfirm={() => leaving.mutate()}
      onClose={onClose}
    >
      {say('leaveEffect', { name: member.name ?? '' })}
    </ConfirmDanger>
  )
}

import { Select } from 'antd'
import { reminderLeads } from '#core/activities/reminder.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { activityTexts } from './activities.text.ts'

/** How long before it one is reminded. */
export function RemindField({ value, onChange }: { readonly value: number | null; readonly onChange: (minutes: number | null) => void }) {
  const say = useText(activityTexts)
  const words = (minutes: number) => {
    if (minutes === 0) return say('remindAt')
    if (minutes < 60) return say('remindMinutes', { count: minutes })
    return minutes < 1440 ? say('remindHours', { count: minutes / 60 }) : say('remindDays', { count: minutes / 1440 })
  }
  const leads = value === null || reminderLeads.some(lead => lead === value) ? [...reminderLeads] : [...reminderLeads, value]
  return (
    <Field label={say('remind')}>
      <Select
        value={value ?? -1}
        options={[{ value: -1, label: say('remindNot') }, ...leads.map(lead => ({ value: lead, label: words(lead) }))]}
        onChange={(next: number) => onChange(next < 0 ? null : next)}
      />
    </Field>
  )
}

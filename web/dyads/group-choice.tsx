import { useText } from '#web/platform/text.ts'
import { PartyPicker } from './party-picker.tsx'
import { partyTexts } from './parties.text.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The groups that an address names; undefined where it names none. */
export function groupsIn(value: unknown): string[] | undefined {
  const found = [value].flat().filter((one): one is string => typeof one === 'string' && (one === 'none' || uuid.test(one)))
  return found.length > 0 ? found.slice(0, 100) : undefined
}

type Given = {
  readonly id?: string
  readonly value: readonly string[] | undefined
  readonly onChange: (group: string[] | undefined) => void
}

/** Narrows a list to one group of companies with all that stands below it. */
export function GroupChoice({ value, onChange, ...control }: Given) {
  const label = useText(partyTexts)('groupFilter')
  return (
    <PartyPicker
      {...control}
      label={label}
      value={value?.find(one => one !== 'none') ?? null}
      onChange={one => onChange(one === null ? undefined : [one])}
    />
  )
}

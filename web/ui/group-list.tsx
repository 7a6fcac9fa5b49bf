import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { type ReactNode, useState } from 'react'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { uiTexts } from './ui.text.ts'
import './group-list.css'

export type Group = { readonly key: string; readonly title: string; readonly count: number; readonly figures: readonly ReactNode[] }

type Given<G extends Group> = {
  readonly label: string
  /** What the groups are values of. */
  readonly title: string
  readonly figureTitles: readonly string[]
  readonly groups: readonly G[]
  readonly members: (group: G) => ReactNode
}

function Head({ title, figureTitles }: Pick<Given<Group>, 'title' | 'figureTitles'>) {
  const say = useText(uiTexts)
  return (
    <div className="lk-group-line lk-group-titles" aria-hidden="true">
      <span>{title}</span>
      <span>{say('groupCount')}</span>
      {figureTitles.map(one => (
        <span key={one}>{one}</span>
      ))}
    </div>
  )
}

function Line<G extends Group>({ group, figureTitles, members }: Pick<Given<G>, 'figureTitles' | 'members'> & { readonly group: G }) {
  const language = useLanguage()
  const [open, setOpen] = useState(false)
  return (
    <li>
      <button type="button" className="lk-group-line" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>
          {open ? <DownOutlined aria-hidden="true" /> : <RightOutlined aria-hidden="true" />} {group.title}
        </span>
        <span>{formatNumber(group.count, language)}</span>
        {group.figures.map((figure, at) => (
          <span key={figureTitles[at]} data-title={figureTitles[at]}>
            {figure}
          </span>
        ))}
      </button>
      {open ? <div className="lk-group-members">{members(group)}</div> : null}
    </li>
  )
}

/** A list by groups: each says how many it holds and what they come to, and opens to its members. */
export function GroupList<G extends Group>({ label, title, figureTitles, groups, members }: Given<G>) {
  return (
    <div className="lk-groups">
      <Head title={title} figureTitles={figureTitles} />
      <ul aria-label={label}>
        {groups.map(group => (
          <Line key={group.key} group={group} figureTitles={figureTitles} members={members} />
        ))}
      </ul>
    </div>
  )
}

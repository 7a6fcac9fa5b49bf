import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { allFinders, type Command, matchOf, useAllCommands } from '#web/ui/commands.ts'
import { appTexts } from './app.text.ts'
import './palette.css'

type Found = { readonly text: string; readonly commands: readonly Command[] }

/** What the rooms' finders answer to the text, a fifth of a second after the last key. */
function useFound(text: string): { readonly found: readonly Command[]; readonly busy: boolean } {
  const [answer, setAnswer] = useState<Found>({ text: '', commands: [] })
  const typed = text.trim()
  useEffect(() => {
    if (typed === '') return
    const stop = new AbortController()
    const wait = setTimeout(async () => {
      const answers = await Promise.allSettled(allFinders().map(find => find(typed, stop.signal)))
      const commands = answers.flatMap(one => (one.status === 'fulfilled' ? one.value : []))
      if (!stop.signal.aborted) setAnswer({ text: typed, commands })
    }, 200)
    return () => {
      clearTimeout(wait)
      stop.abort()
    }
  }, [typed])
  return { found: typed === '' ? [] : answer.commands, busy: typed !== '' && answer.text !== typed }
}

function useOffered(text: string) {
  const commands = useAllCommands()
  const { found, busy } = useFound(text)
  const offered = useMemo(() => {
    const rated = commands.map(command => ({ command, match: matchOf(command, text) })).filter(({ match }) => match > 0)
    return [...found, ...rated.toSorted((a, b) => b.match - a.match).map(({ command }) => command)].slice(0, 50)
  }, [commands, found, text])
  return { offered, busy }
}

function Entry({
  command,
  id,
  chosen,
  run,
}: {
  readonly command: Command
  readonly id: string
  readonly chosen: boolean
  readonly run: () => void
}) {
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <li ref={place} id={id} role="option" aria-selected={chosen} className="lk-palette-entry" onClick={run} onKeyDown={() => undefined}>
      <span>{command.label}</span>
      <small className="lk-muted">{command.group}</small>
    </li>
  )
}

type Given = {
  /** Hands over what was typed before the box was there, once. */
  readonly takeBegun: () => string
  readonly onClose: () => void
}

/** Ctrl-K: one box for pages, actions and whatever the rooms can find. */
export function Palette({ takeBegun, onClose }: Given) {
  const say = useText(appTexts)
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState(takeBegun)
  const [at, setAt] = useState(0)
  const { offered, busy } = useOffered(text)
  const id = useId()
  useEffect(() => dialog.current?.showModal(), [])
  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (move !== 0) setAt((at + move + offered.length) % Math.max(1, offered.length))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(offered[at])
    else return
    event.preventDefault()
  }
  return (
    <dialog
      ref={dialog}
      className="lk-palette"
      aria-label={say('search')}
      onClose={onClose}
      onClick={event => event.target === dialog.current && onClose()}
    >
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={offered[at] ? `${id}-${at}` : undefined}
        aria-label={say('search')}
        placeholder={say('searchHint')}
        value={text}
        onChange={event => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul role="listbox" id={id} aria-label={say('search')} aria-busy={busy}>
        {offered.map((command, index) => (
          <Entry key={command.id} command={command} id={`${id}-${index}`} chosen={index === at} run={() => run(command)} />
        ))}
      </ul>
      {offered.length === 0 ? <p className="lk-palette-none">{busy ? say('searching') : say('nothingFound', { text })}</p> : null}
    </dialog>
  )
}

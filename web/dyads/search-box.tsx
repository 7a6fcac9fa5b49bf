import { Input, type InputRef } from 'antd'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { dyadTexts } from './dyads.text.ts'

/** A slash typed anywhere but in a box leads to the search. */
function useSlash(box: RefObject<InputRef | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const elsewhere =
        event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable], [role="dialog"]')
      if (event.key !== '/' || event.ctrlKey || event.metaKey || elsewhere) return
      event.preventDefault()
      box.current?.focus({ cursor: 'all' })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [box])
}

/** What is typed is searched for a moment after the last key; the address follows. */
export function SearchBox({ value, onSearch }: { readonly value: string; readonly onSearch: (text: string) => void }) {
  const say = useText(dyadTexts)
  const [text, setText] = useState(value)
  const [from, setFrom] = useState(value)
  if (from !== value) {
    setFrom(value)
    setText(value)
  }
  const box = useRef<InputRef>(null)
  useSlash(box)
  useEffect(() => {
    if (text === value) return
    const wait = setTimeout(() => onSearch(text), 250)
    return () => clearTimeout(wait)
  }, [text, value, onSearch])
  return (
    <Input.Search
      ref={box}
      className="lk-search-box"
      allowClear
      aria-label={say('searchBox')}
      placeholder={say('searchBox')}
      value={text}
      onChange={event => setText(event.target.value)}
      onSearch={onSearch}
    />
  )
}

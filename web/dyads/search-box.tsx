import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { dyadTexts } from './dyads.text.ts'

/** What is typed is searched for a moment after the last key; the address follows. */
export function SearchBox({ value, onSearch }: { readonly value: string; readonly onSearch: (text: string) => void }) {
  const say = useText(dyadTexts)
  const [text, setText] = useState(value)
  const [from, setFrom] = useState(value)
  if (from !== value) {
    setFrom(value)
    setText(value)
  }
  useEffect(() => {
    if (text === value) return
    const wait = setTimeout(() => onSearch(text), 250)
    return () => clearTimeout(wait)
  }, [text, value, onSearch])
  return (
    <Input.Search
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

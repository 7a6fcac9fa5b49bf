import { Input } from 'antd'
import { useEffect, useState } from 'react'

type Given = { readonly label: string; readonly value: string | undefined; readonly onSearch: (text: string | undefined) => void }

/** What is typed is searched for a moment after the last key. */
export function SearchBox({ label, value = '', onSearch }: Given) {
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text.trim() === value) return
    const wait = setTimeout(() => onSearch(text.trim() || undefined), 250)
    return () => clearTimeout(wait)
  }, [text, value, onSearch])
  return (
    <Input
      className="lk-search-box"
      allowClear
      placeholder={label}
      aria-label={label}
      value={text}
      onChange={event => setText(event.target.value)}
    />
  )
}

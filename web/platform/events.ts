import { useEffect, useRef, useState } from 'react'
import type { Answer, Endpoint } from '#contract/endpoint.ts'
import { type Asked, addressOf } from './address.ts'

export type Line = 'connecting' | 'open' | 'lost'

type Ears<A> = { readonly onAnswer: (answer: A) => void; readonly onLine?: (line: Line) => void }

/**
 * Listens to an endpoint of form `events`: each message carries one answer as JSON. The browser connects again by itself while the server
 * answers at all. Returns the function that hangs up.
 */
export function listen<E extends Endpoint>(endpoint: E, asked: Asked<E>, ears: Ears<Answer<E>>): () => void {
  const source = new EventSource(addressOf(endpoint, asked))
  ears.onLine?.('connecting')
  source.onopen = () => ears.onLine?.('open')
  source.onmessage = event => ears.onAnswer(JSON.parse(String(event.data)) as Answer<E>)
  source.onerror = () => ears.onLine?.('lost')
  return () => source.close()
}

/**
 * The latest answer of a stream, for as long as the component stands and `asked` is given (undefined: do not listen). `until` says after
 * which answer nothing more will come; the line is closed then.
 */
export function useEvents<E extends Endpoint>(
  endpoint: E,
  asked: Asked<E> | undefined,
  until: (answer: Answer<E>) => boolean = () => false,
): { readonly latest: Answer<E> | undefined; readonly line: Line } {
  const [latest, setLatest] = useState<Answer<E>>()
  const [line, setLine] = useState<Line>('connecting')
  const key = asked === undefined ? undefined : addressOf(endpoint, asked)
  const given = useRef({ asked, until })
  useEffect(() => {
    given.current = { asked, until }
  })
  useEffect(() => {
    if (key === undefined || given.current.asked === undefined) return
    const hangUp = listen(endpoint, given.current.asked, {
      onLine: setLine,
      onAnswer: answer => {
        setLatest(() => answer)
        if (given.current.until(answer)) hangUp()
      },
    })
    return hangUp
  }, [endpoint, key])
  return { latest, line }
}

import type { ReactNode } from 'react'
import { useText } from '#web/platform/text.ts'
import { AppearanceMenu, LanguageMenu } from './appearance-menu.tsx'
import { appTexts } from './app.text.ts'
import './entry-frame.css'

/** A few dots of the map, so that the first page already says what this is about. */
function Dots() {
  const dots = [
    [18, 78, 5, '#E3D5D3'],
    [30, 62, 7, '#C6DAF0'],
    [22, 30, 6, '#F3DFA2'],
    [48, 70, 8, '#C98B82'],
    [52, 48, 12, '#7FA9D8'],
    [56, 22, 11, '#E0B84C'],
    [80, 76, 10, '#9C3D32'],
    [78, 50, 16, '#2F6DB5'],
    [82, 20, 20, '#B8860B'],
    [38, 84, 4, '#E3D5D3'],
    [40, 40, 6, '#7FA9D8'],
    [66, 34, 7, '#E0B84C'],
  ] as const
  return (
    <svg className="lk-entry-dots" viewBox="0 0 100 100" aria-hidden="true">
      {[33.3, 66.6].map(at => (
        <path key={at} d={`M${at} 2V98M2 ${at}H98`} stroke="rgb(255 255 255 / 22%)" strokeWidth="0.4" />
      ))}
      {dots.map(([x, y, size, colour]) => (
        <circle key={`${x}-${y}`} cx={x} cy={y} r={size / 2} fill={colour} fillOpacity="0.92" />
      ))}
    </svg>
  )
}

/** The frame of the pages before one stands in a firm. */
export function EntryFrame({ children }: { readonly children: ReactNode }) {
  const say = useText(appTexts)
  return (
    <div className="lk-entry">
      <aside className="lk-entry-side">
        <div className="lk-entry-brand">
          <strong>{say('product')}</strong>
          <p>{say('tagline')}</p>
        </div>
        <Dots />
      </aside>
      <div className="lk-entry-main">
        <div className="lk-entry-tools">
          <LanguageMenu />
          <AppearanceMenu />
        </div>
        <main id="main" tabIndex={-1} className="lk-entry-form">
          {children}
        </main>
      </div>
    </div>
  )
}

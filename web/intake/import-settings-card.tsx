import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input } from 'antd'
import { useId, useMemo, useState } from 'react'
import { dateOrders, type Import } from '#contract/intake.ts'
import { type Language } from '#web/platform/preferences.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { sourcesQuery } from './intake.queries.ts'
import { importTexts } from './import.text.ts'
import type { MappingChange } from './mapping-change.ts'
import { percentOf, rateOf } from './tax-rate.ts'
import './intake.css'

/** Those of most trade first; the others by code. */
const usual = ['CNY', 'USD', 'EUR', 'GBP', 'JPY', 'HKD', 'TWD', 'KRW', 'SGD', 'AUD', 'CAD', 'CHF', 'INR', 'THB', 'VND', 'MYR', 'IDR']

function currencyName(code: string, language: Language): string {
  return new Intl.DisplayNames(language, { type: 'currency' }).of(code) ?? code
}

type Given = { readonly found: Import; readonly change: MappingChange }

function SourceField({ found, change }: Given) {
  const say = useText(importTexts)
  const known = useQuery(sourcesQuery).data?.rows ?? []
  const [text, setText] = useState(found.source)
  const id = useId()
  const keep = () => {
    const source = text.trim()
    if (source === '') setText(found.source)
    else if (source !== found.source) change.setSource(source)
  }
  return (
    <div>
      <Field label={say('source')} hint={say('sourceHint')}>
        <Input maxLength={60} list={id} value={text} onChange={event => setText(event.target.value)} onBlur={keep} onPressEnter={keep} />
      </Field>
      <datalist id={id}>
        {known.map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  )
}

function CurrencyField({ found, change }: Given) {
  const say = useText(importTexts)
  const language = useLanguage()
  const { settings, mayChooseCurrency, baseCurrency } = found
  const { currency, setsBaseCurrency } = settings
  const codes = useMemo(() => {
    const all = new Set([...usual, ...Intl.supportedValuesOf('currency')])
    return [...all]
  }, [])
  const foreign = currency !== baseCurrency && !(mayChooseCurrency && setsBaseCurrency)
  return (
    <div className="lk-stack">
      <Field label={say('currency')} hint={say('currencyHint')}>
        <select className="lk-select" value={currency} onChange={event => change.setSettings({ currency: event.target.value })}>
          {codes.map(code => (
            <option key={code} value={code}>
              {code} {currencyName(code, language)}
            </option>
          ))}
        </select>
      </Field>
      {mayChooseCurrency && currency !== baseCurrency ? (
        <Checkbox
          className="lk-check-top"
          checked={setsBaseCurrency}
          onChange={event => change.setSettings({ setsBaseCurrency: event.target.checked })}
        >
          {say('setsBase', { base: baseCurrency })}
          <span className="lk-muted lk-block">{say('setsBaseHint')}</span>
        </Checkbox>
      ) : null}
      {foreign ? <p className="lk-intake-warn">{say('otherCurrency', { base: baseCurrency, currency })}</p> : null}
    </div>
  )
}

function TaxFields({ found, change }: Given) {
  const say = useText(importTexts)
  const { taxIncluded, taxRate } = found.settings
  const [text, setText] = useState(percentOf(taxRate))
  const rate = rateOf(text)
  const keep = () => {
    if (rate !== undefined && rate !== taxRate) change.setSettings({ taxRate: rate })
  }
  return (
    <>
      <Field label={say('tax')}>
        <select
          className="lk-select"
          value={taxIncluded === null ? '' : String(taxIncluded)}
          onChange={event => change.setSettings({ taxIncluded: event.target.value === '' ? null : event.target.value === 'true' })}
        >
          <option value="">{say('taxAsHeadings')}</option>
          <option value="false">{say('taxWithout')}</option>
          <option value="true">{say('taxWith')}</option>
        </select>
      </Field>
      <Field label={say('taxRate')} hint={say('taxRateHint')} error={rate === undefined ? say('taxRateWrong') : undefined}>
        <Input inputMode="decimal" value={text} onChange={event => setText(event.target.value)} onBlur={keep} onPressEnter={keep} />
      </Field>
    </>
  )
}

/** What holds for the import as a whole: where it comes from, its currency, how dates and taxes are read. */
export function ImportSettingsCard({ found, change }: Given) {
  const say = useText(importTexts)
  const { dateOrder, emptyCells } = found.settings
  return (
    <section className="lk-card lk-stack" aria-label={say('settings')}>
      <h2>{say('settings')}</h2>
      <div className="lk-intake-fields">
        <SourceField found={found} change={change} />
        <CurrencyField found={found} change={change} />
        <Field label={say('dateOrder')} hint={say('dateOrderHint')}>
          <select
            className="lk-select"
            value={dateOrder ?? ''}
            onChange={event => change.setSettings({ dateOrder: dateOrders.find(order => order === event.target.value) ?? null })}
          >
            <option value="">{say('asGuessed')}</option>
            {dateOrders.map(order => (
              <option key={order} value={order}>
                {say(order)}
              </option>
            ))}
          </select>
        </Field>
        <TaxFields found={found} change={change} />
        <Field label={say('emptyCells')} hint={say('emptyCellsHint')}>
          <select
            className="lk-select"
            value={emptyCells}
            onChange={event => change.setSettings({ emptyCells: event.target.value === 'clear' ? 'clear' : 'keep' })}
          >
            <option value="keep">{say('emptyKeeps')}</option>
            <option value="clear">{say('emptyClears')}</option>
          </select>
        </Field>
      </div>
    </section>
  )
}

import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useCurrency } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { Money } from '#web/ui/money.tsx'
import { itemsFoundQuery } from './record-order.queries.ts'
import { recordTexts } from './record-order.text.ts'
import { amountOfLine, emptyLine, type Faults, type LineDraft } from './record-order-draft.ts'

type ItemGiven = { readonly item: LineDraft['item']; readonly onChange: (item: LineDraft['item']) => void; readonly id?: string }

/** An item found by code or name as it is typed. */
function ItemChoice({ item, onChange, ...field }: ItemGiven) {
  const say = useText(recordTexts)
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const { data = [], isFetching } = useQuery(itemsFoundQuery(text))
  return (
    <Select
      {...field}
      showSearch
      allowClear
      labelInValue
      filterOption={false}
      placeholder={say('itemSearch')}
      value={item}
      options={[...data]}
      loading={isFetching}
      notFoundContent={text === '' ? say('itemType') : isFetching ? null : say('itemNone')}
      onSearch={setTyped}
      onChange={(chosen: LineDraft['item'] | undefined) => onChange(chosen ? { value: chosen.value, label: chosen.label } : null)}
    />
  )
}

type LineGiven = {
  readonly line: LineDraft
  readonly at: number
  readonly fault: Faults['lines'][number] | undefined
  readonly refused: (field: 'itemId' | 'quantity' | 'unitPrice') => string | undefined
  readonly onChange: (line: LineDraft) => void
  readonly onRemove: (() => void) | undefined
}

function Line({ line, at, fault, refused, onChange, onRemove }: LineGiven) {
  const say = useText(recordTexts)
  const currency = useCurrency()
  const amount = amountOfLine(line, currency)
  return (
    <fieldset className="lk-order-line">
      <legend>{say('line', { at })}</legend>
      <Field label={say('item')} error={refused('itemId')}>
        <ItemChoice item={line.item} onChange={item => onChange({ ...line, item })} />
      </Field>
      <Field label={say('quantity')} required error={fault?.quantity ? say('needQuantity') : refused('quantity')}>
        <Input inputMode="decimal" value={line.quantity} onChange={event => onChange({ ...line, quantity: event.target.value })} />
      </Field>
      <Field label={say('price')} required error={fault?.price ? say('needPrice') : refused('unitPrice')}>
        <Input inputMode="decimal" value={line.price} onChange={event => onChange({ ...line, price: event.target.value })} />
      </Field>
      <div className="lk-order-line-end">
        <span className="lk-muted">
          {say('lineAmount')} <Money minor={amount} />
        </span>
        {onRemove ? (
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden="true" />}
            aria-label={say('removeLine', { at })}
            title={say('removeLine', { at })}
            onClick={onRemove}
          />
        ) : null}
      </div>
    </fieldset>
  )
}

type Given = {
  readonly lines: readonly LineDraft[]
  readonly faults: Faults['lines'] | undefined
  readonly refused: (at: number, field: 'itemId' | 'quantity' | 'unitPrice') => string | undefined
  readonly onChange: (lines: readonly LineDraft[]) => void
}

/** The lines of an order as they are typed, with the amount of each and of all. */
export function OrderLines({ lines, faults, refused, onChange }: Given) {
  const say = useText(recordTexts)
  const currency = useCurrency()
  const total = lines.reduce((sum, line) => sum + (amountOfLine(line, currency) ?? 0), 0)
  const next = Math.max(...lines.map(({ key }) => key)) + 1
  return (
    <>
      {lines.map((line, index) => (
        <Line
          key={line.key}
          line={line}
          at={index + 1}
          fault={faults?.[index]}
          refused={field => refused(index, field)}
          onChange={changed => onChange(lines.with(index, changed))}
          onRemove={lines.length > 1 ? () => onChange(lines.toSpliced(index, 1)) : undefined}
        />
      ))}
      <div className="lk-card-head">
        <Button onClick={() => onChange([...lines, emptyLine(next)])} disabled={lines.length >= 200}>
          {say('addLine')}
        </Button>
        <strong>
          {say('total')} <Money minor={total} />
        </strong>
      </div>
    </>
  )
}

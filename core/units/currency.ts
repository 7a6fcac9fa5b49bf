/** ISO 4217 codes of the currencies in use. */
const codes = new Set(
  (
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE ' +
    'CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS ' +
    'KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR ' +
    'PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD ' +
    'TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW'
  ).split(' '),
)

/** What people write for a currency, folded. A lone `¥` is the yuan here (the product's home), `$` the US dollar. */
const names: Readonly<Record<string, string>> = {
  '¥': 'CNY',
  '￥': 'CNY',
  rmb: 'CNY',
  cnh: 'CNY',
  元: 'CNY',
  人民币: 'CNY',
  人民币元: 'CNY',
  $: 'USD',
  us$: 'USD',
  usd$: 'USD',
  美元: 'USD',
  美金: 'USD',
  '€': 'EUR',
  欧元: 'EUR',
  '£': 'GBP',
  stg: 'GBP',
  英镑: 'GBP',
  日元: 'JPY',
  日圆: 'JPY',
  港币: 'HKD',
  港元: 'HKD',
  hk$: 'HKD',
  台币: 'TWD',
  新台币: 'TWD',
  nt$: 'TWD',
  '₩': 'KRW',
  韩元: 'KRW',
  '₹': 'INR',
  '₽': 'RUB',
  卢布: 'RUB',
  新加坡元: 'SGD',
  澳元: 'AUD',
  加元: 'CAD',
}

/** The ISO code of a currency as people write it (`rmb`, `人民币`, `€`, `usd`); undefined where it names none. */
export function currencyOf(text: string): string | undefined {
  const folded = text.normalize('NFKC').trim().toLowerCase()
  const upper = folded.toUpperCase()
  return codes.has(upper) ? upper : names[folded]
}

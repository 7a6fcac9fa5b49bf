/** Forms of firms that stand at the end of a name, folded; longest first, so that 有限责任公司 does not leave 有限责任 behind. */
const chineseForms = [
  '股份有限责任公司',
  '集团股份有限公司',
  '集团有限责任公司',
  '有限责任公司',
  '集团有限公司',
  '股份有限公司',
  '有限合伙企业',
  '股份合作公司',
  '控股有限公司',
  '有限合伙',
  '普通合伙',
  '有限公司',
  '集团公司',
  '股份公司',
  '总公司',
  '责任公司',
  '个体工商户',
  '集团',
  '控股',
  '公司',
] as const

const latinForms = new Set(
  `co company corp corporation inc incorporated ltd limited llc llp lp plc pte pty pvt private gmbh mbh ag kg kgaa ohg se sa sas sarl sl spa srl bv nv ab oy as aps kft zrt spzoo doo bhd sdn kk holding holdings group`.split(
    ' ',
  ),
)

/** Places that a Chinese firm's name begins with: provinces, and cities that many firms are named after. */
const places =
  '北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 内蒙古 香港 澳门 台湾 中国 广州 深圳 东莞 佛山 珠海 中山 惠州 汕头 江门 杭州 宁波 温州 嘉兴 绍兴 金华 台州 湖州 义乌 南京 苏州 无锡 常州 南通 扬州 镇江 徐州 昆山 盐城 泰州 济南 青岛 烟台 潍坊 淄博 临沂 威海 济宁 武汉 宜昌 襄阳 长沙 株洲 郑州 洛阳 成都 绵阳 西安 沈阳 大连 长春 哈尔滨 石家庄 唐山 保定 邯郸 太原 合肥 芜湖 福州 厦门 泉州 南昌 赣州 南宁 柳州 昆明 贵阳 兰州 乌鲁木齐 海口 呼和浩特 银川 西宁 拉萨'.split(
    ' ',
  )

const placePattern = new RegExp(`^(?:${places.toSorted((a, b) => b.length - a.length).join('|')})(?:特别行政区|自治区|省|市)?`, 'u')

const folded = (name: string): string => name.normalize('NFKC').toLowerCase()
const chinese = /\p{Script=Han}/u
/** Marks on Latin letters fall away, letters of other scripts stay whole. */
const unmarked = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
const lettersOf = (text: string): string => text.replace(/[^\p{Letter}\p{Number}]/gu, '')

function withoutChineseForm(name: string): string {
  if ((chineseForms as readonly string[]).includes(name)) return name
  const form = chineseForms.find(one => name.endsWith(one) && name.length > one.length + 1)
  return form === undefined ? name : withoutChineseForm(name.slice(0, -form.length))
}

function withoutLatinForm(name: string): string {
  const words = unmarked(name)
    .replace(/[.'’]/g, '')
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter(word => word !== '')
  let end = words.length
  while (end > 1 && latinForms.has(words[end - 1] ?? '')) end--
  return words.slice(0, end).join(' ')
}

/**
 * The name of a firm without its legal form, folded: width, case, blanks, brackets and punctuation fall away. 上海精工轴承（集团）有限公司 gives
 * 上海精工轴承, `Acme Co., Ltd.` gives `acme`, 华东（苏州）贸易 gives 华东苏州贸易. A name that is nothing but a form stays as it is.
 */
export function coreName(name: string): string {
  const text = folded(name)
  if (!chinese.test(text)) return lettersOf(withoutLatinForm(text)) || lettersOf(text)
  return withoutChineseForm(lettersOf(text))
}

/** The place that a core name begins with, and the name without it; undefined where it begins with none, or nothing would be left to tell firms apart. */
export function splitPlace(core: string): { readonly place: string; readonly bare: string } | undefined {
  const place = placePattern.exec(core)?.[0]
  if (place === undefined || core.length - place.length < 2) return undefined
  return { place: place.replace(/(?:特别行政区|自治区|省|市)$/u, ''), bare: core.slice(place.length) }
}

/** Endings that come and go in speech: 电机厂 is looked for as 电机 as well. */
const looseEnding = /(?:门市部|经营部|批发部|商行|商店|分店|工厂|总厂|中心|厂|店|行|社|部)$/u

/** A name without such an ending; undefined where it has none, or under three characters would be left. */
export function stemOf(core: string): string | undefined {
  const stem = core.replace(looseEnding, '')
  return stem === core || stem.length < 3 ? undefined : stem
}

/**
 * How a name sounds: Chinese by its pinyin without blanks (the caller has it spelled), Latin by its consonants, the first letter kept and doubled ones
 * once. Undefined where too little is left: under four letters of consonants.
 */
export function soundKey(core: string, spelled: string): string | undefined {
  if (chinese.test(core)) return lettersOf(unmarked(folded(spelled)))
  const skeleton = (core.slice(0, 1) + core.slice(1).replace(/[aeiouyh]/g, '')).replace(/(.)\1+/gu, '$1')
  return skeleton.length < 4 ? undefined : skeleton
}

/** Customer codes are looked for as written, signs and blanks aside. */
export const codeKey = (code: string): string => lettersOf(folded(code))

/** Domains under which anybody may have a mailbox: they say nothing about a firm. */
const publicDomains = new Set(
  `qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net 188.com sina.com sina.cn vip.sina.com sohu.com aliyun.com 139.com 189.cn wo.cn 21cn.com tom.com gmail.com googlemail.com outlook.com hotmail.com live.com live.cn msn.com yahoo.com yahoo.cn yahoo.com.cn ymail.com icloud.com me.com aol.com gmx.de gmx.net web.de t-online.de proton.me protonmail.com mail.ru yandex.ru naver.com hanmail.net 1688.com alibaba.com taobao.com tmall.com jd.com weixin.qq.com weibo.com facebook.com linkedin.com`.split(
    ' ',
  ),
)

const hostOf = (website: string): string =>
  folded(website)
    .trim()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/, '')

/** The firm's own domain from a website or an e-mail address: `https://www.acme.cn/x` and `li@acme.cn` give `acme.cn`. Public ones give undefined. */
export function domainKey(text: string): string | undefined {
  const host = hostOf(text.slice(text.lastIndexOf('@') + 1)).replace(/^(?:www|mail|m)\./, '')
  return /^[\p{Letter}\p{Number}-]+(?:\.[\p{Letter}\p{Number}-]+)+$/u.test(host) && !publicDomains.has(host) ? host : undefined
}

export const probeKinds = ['name', 'sound', 'uscc', 'phone', 'email', 'domain', 'code'] as const
export type ProbeKind = (typeof probeKinds)[number]
export type Probe = { readonly kind: ProbeKind; readonly key: string }

/** What keys are made from. `spelled`: the pinyin of the core name; `phones`: in E.164; codes: of all its relations. */
export type Keyed = {
  readonly name: string
  readonly spelled: string
  readonly uscc: string | null
  readonly phones: readonly string[]
  readonly email: string | null
  readonly website: string | null
  readonly codes: readonly string[]
}

/** Under which keys a party is compared: each once, none empty, none longer than 200 characters. */
export function probesOf(party: Keyed): Probe[] {
  const core = coreName(party.name)
  const domain = [party.website, party.email].flatMap(text => (text === null ? [] : (domainKey(text) ?? [])))
  const all: [ProbeKind, string | undefined | null][] = [
    ['name', core],
    ['name', splitPlace(core)?.bare],
    ['name', stemOf(core)],
    ['sound', soundKey(core, party.spelled)],
    ['uscc', party.uscc?.toUpperCase()],
    ...party.phones.map((phone): [ProbeKind, string] => ['phone', phone]),
    ['email', party.email === null ? null : folded(party.email).trim()],
    ...domain.map((one): [ProbeKind, string] => ['domain', one]),
    ...party.codes.map((code): [ProbeKind, string] => ['code', codeKey(code)]),
  ]
  const seen = new Map(all.flatMap(([kind, key]) => (key ? [[`${kind}:${key}`, { kind, key: key.slice(0, 200) }] as const] : [])))
  return [...seen.values()]
}

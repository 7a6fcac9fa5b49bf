import type { Both } from './bilingual.ts'
import { type Dice, pick } from './dice.ts'

const surnames = [
  '沈 Shen|陆 Lu|顾 Gu|钱 Qian|苏 Su|叶 Ye|秦 Qin|范 Fan|方 Fang|石 Shi|姚 Yao|谭 Tan|廖 Liao|邹 Zou|熊 Xiong|金 Jin',
  '戴 Dai|韦 Wei|夏 Xia|邱 Qiu|侯 Hou|段 Duan|雷 Lei|钟 Zhong|汤 Tang|尹 Yin|黎 Li|易 Yi|常 Chang|武 Wu|乔 Qiao|贺 He',
].join('|')

const givenNames = [
  '望舒 Wangshu|知微 Zhiwei|清和 Qinghe|听澜 Tinglan|云舟 Yunzhou|远山 Yuanshan|秋实 Qiushi|春耕 Chungeng|若谷 Ruogu|致远 Zhiyuan',
  '景行 Jingxing|思齐 Siqi|怀瑾 Huaijin|握瑜 Woyu|南乔 Nanqiao|北辰 Beichen|星野 Xingye|松年 Songnian|竹青 Zhuqing|梅生 Meisheng',
  '兰舟 Lanzhou|菊隐 Juyin|雨石 Yushi|雪樵 Xueqiao|晴川 Qingchuan|沐阳 Muyang|长风 Changfeng|破浪 Polang|载物 Zaiwu|弘毅 Hongyi',
  '敏行 Minxing|慎言 Shenyan|允执 Yunzhi|守拙 Shouzhuo|行知 Xingzhi|乐水 Leshui|知秋 Zhiqiu|照野 Zhaoye|归帆 Guifan|引泉 Yinquan',
].join('|')

const both = (text: string): Both => {
  const [zh = '', en = ''] = text.split(' ')
  return [zh, en]
}

const surnameList = surnames.split('|').map(both)
const givenNameList = givenNames.split('|').map(both)

export type PersonName = { readonly name: Both; readonly latin: string }

/** An invented person: surname and a literary given name. `latin` is the name as the left part of a mail address. */
export function inventedPerson(dice: Dice): PersonName {
  return personOf(pick(dice, surnameList), pick(dice, givenNameList))
}

/** The n-th of a series of invented people no two of whom share a given name (up to 40). */
export function numberedPerson(index: number): PersonName {
  const given = givenNameList[(index * 7) % givenNameList.length] ?? ['', '']
  return personOf(surnameList[(index * 5 + 3) % surnameList.length] ?? ['', ''], given)
}

function personOf(surname: Both, given: Both): PersonName {
  return { name: [surname[0] + given[0], `${given[1]} ${surname[1]}`], latin: `${given[1]}.${surname[1]}`.toLowerCase() }
}

/** Eleven digits that no network gives out: Chinese mobile numbers begin with 13 to 19, these with 100 0. */
export function inventedMobile(dice: Dice): string {
  return `1000${String(Math.floor(dice() * 1e7)).padStart(7, '0')}`
}

/** A landline behind a true area code; no local number begins with 0, these do. */
export function inventedLandline(dialling: string, dice: Dice): string {
  return `${dialling}-0${String(Math.floor(dice() * 1e6)).padStart(6, '0')}`
}

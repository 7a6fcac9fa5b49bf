import type { Both } from './bilingual.ts'
import { diceOf, pickIndex } from './dice.ts'
import { type Place, places } from './places.ts'

const split = (text: string): readonly Both[] =>
  text.split('|').map(pair => {
    const cut = pair.indexOf(' ')
    return [pair.slice(0, cut), pair.slice(cut + 1)]
  })

/** First words: what no trade register would hold beside the second words. */
const creatures = split(
  [
    '纸鸢 Paper Kite|萤火 Firefly|云鲸 Cloud Whale|青萝 Green Ivy|石榴 Pomegranate|麦浪 Wheatwave|橘灯 Tangerine Lantern|风铃 Wind Chime',
    '银杉 Silver Fir|秋千 Swing|雪豹 Snow Leopard|蓝鹊 Blue Magpie|竹马 Bamboo Horse|陶罐 Clay Jar|松鼠 Squirrel|星舟 Starboat',
    '榛子 Hazelnut|稻草人 Scarecrow|鹿角 Antler|木屐 Clog|蒲扇 Palm Fan|铜镜 Bronze Mirror|雨燕 Swift|水獭 Otter',
    '葫芦 Gourd|芦笛 Reed Pipe|糖画 Sugar Picture|彩陶 Painted Pot|刺猬 Hedgehog|白鹭 Egret|蜻蜓 Dragonfly|杏花 Apricot',
    '沙漏 Hourglass|算盘 Abacus|风车 Windmill|蜂房 Beehive|海马 Seahorse|布谷 Cuckoo|山楂 Hawthorn|苔痕 Mossprint',
  ].join('|'),
)

const landforms = split(
  [
    '渡 Ferry|坞 Hollow|桥 Bridge|湾 Bay|原 Plain|岭 Ridge|屿 Islet|渚 Sandbar|塘 Pond|谷 Valley|汀 Strand|堤 Dyke',
    '溪 Creek|坡 Slope|台 Terrace|巷 Lane|林 Wood|泉 Spring|滩 Shoal|陌 Footpath|坊 Yard|亭 Pavilion|崖 Cliff|圃 Garden',
  ].join('|'),
)

/** How many firms have a name of their own before branches ("二厂", "Plant 2") begin. */
const pairs = creatures.length * landforms.length
const distinct = pairs * places.length

/** A name and a place for the index-th firm: no two firms of a demo share both city and name. Cities of the first 960 fall by their weights. */
export function brandOf(index: number): { readonly brand: Both; readonly place: Place; readonly plant: number } {
  const slot = (index * 607 + 211) % pairs
  const lap = Math.floor(index / pairs)
  const creature = creatures[slot % creatures.length] ?? ['', '']
  const landform = landforms[Math.floor(slot / creatures.length)] ?? ['', '']
  const home = (pickIndex(diceOf(slot, 47), placeWeights) + lap) % places.length
  return {
    brand: [creature[0] + landform[0], `${creature[1]} ${landform[1]}`],
    place: places[home] ?? (places[0] as Place),
    plant: Math.floor(index / distinct) + 1,
  }
}

const placeWeights = places.map(place => place.weight)

const plantNumbers = ['', '', '二', '三', '四', '五', '六', '七', '八', '九']

/** The full name: city, brand, line of business, legal form. */
export function firmName(place: Place, brand: Both, business: Both, form: Both, plant = 1): Both {
  const branch: Both = plant === 1 ? ['', ''] : [`${plantNumbers[plant] ?? plant}厂`, ` Plant ${plant}`]
  return [
    place.name[0] + brand[0] + business[0] + form[0] + branch[0],
    `${cityWord(place)} ${brand[1]} ${business[1]} ${form[1]}${branch[1]}`.trim(),
  ]
}

/** "Taizhou (Zhejiang)" is Taizhou in a firm's name. */
const cityWord = (place: Place) => place.name[1].replace(/ \(.*/, '')

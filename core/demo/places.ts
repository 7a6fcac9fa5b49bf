import type { Both } from './bilingual.ts'

export type Place = {
  readonly name: Both
  readonly province: Both
  /** GB/T 2260 code of the city. */
  readonly code: string
  readonly dialling: string
  /** How many customers live there, against the others. */
  readonly weight: number
  /** Transit from the 3PL's hub near Suzhou, in days. */
  readonly transitDays: number
}

const provinces: Readonly<Record<string, Both>> = {
  12: ['天津市', 'Tianjin'],
  13: ['河北省', 'Hebei'],
  21: ['辽宁省', 'Liaoning'],
  31: ['上海市', 'Shanghai'],
  32: ['江苏省', 'Jiangsu'],
  33: ['浙江省', 'Zhejiang'],
  34: ['安徽省', 'Anhui'],
  35: ['福建省', 'Fujian'],
  36: ['江西省', 'Jiangxi'],
  37: ['山东省', 'Shandong'],
  41: ['河南省', 'Henan'],
  42: ['湖北省', 'Hubei'],
  43: ['湖南省', 'Hunan'],
  44: ['广东省', 'Guangdong'],
  50: ['重庆市', 'Chongqing'],
  51: ['四川省', 'Sichuan'],
  61: ['陕西省', 'Shaanxi'],
}

const rows: readonly (readonly [string, string, string, string, number, number])[] = [
  ['苏州', 'Suzhou', '320500', '0512', 10, 1],
  ['无锡', 'Wuxi', '320200', '0510', 9, 1],
  ['常州', 'Changzhou', '320400', '0519', 8, 1],
  ['上海', 'Shanghai', '310000', '021', 9, 1],
  ['宁波', 'Ningbo', '330200', '0574', 8, 1],
  ['杭州', 'Hangzhou', '330100', '0571', 7, 1],
  ['南通', 'Nantong', '320600', '0513', 5, 1],
  ['台州', 'Taizhou (Zhejiang)', '331000', '0576', 5, 2],
  ['温州', 'Wenzhou', '330300', '0577', 5, 2],
  ['嘉兴', 'Jiaxing', '330400', '0573', 4, 1],
  ['绍兴', 'Shaoxing', '330600', '0575', 4, 1],
  ['南京', 'Nanjing', '320100', '025', 5, 1],
  ['镇江', 'Zhenjiang', '321100', '0511', 3, 1],
  ['扬州', 'Yangzhou', '321000', '0514', 3, 1],
  ['泰州', 'Taizhou (Jiangsu)', '321200', '0523', 2, 1],
  ['盐城', 'Yancheng', '320900', '0515', 2, 2],
  ['徐州', 'Xuzhou', '320300', '0516', 3, 2],
  ['湖州', 'Huzhou', '330500', '0572', 3, 1],
  ['金华', 'Jinhua', '330700', '0579', 3, 2],
  ['合肥', 'Hefei', '340100', '0551', 4, 2],
  ['芜湖', 'Wuhu', '340200', '0553', 2, 2],
  ['马鞍山', "Ma'anshan", '340500', '0555', 2, 2],
  ['滁州', 'Chuzhou', '341100', '0550', 2, 2],
  ['青岛', 'Qingdao', '370200', '0532', 4, 2],
  ['济南', 'Jinan', '370100', '0531', 3, 2],
  ['烟台', 'Yantai', '370600', '0535', 2, 3],
  ['潍坊', 'Weifang', '370700', '0536', 2, 2],
  ['厦门', 'Xiamen', '350200', '0592', 2, 3],
  ['泉州', 'Quanzhou', '350500', '0595', 2, 3],
  ['福州', 'Fuzhou', '350100', '0591', 2, 3],
  ['南昌', 'Nanchang', '360100', '0791', 2, 2],
  ['九江', 'Jiujiang', '360400', '0792', 1, 2],
  ['广州', 'Guangzhou', '440100', '020', 3, 3],
  ['深圳', 'Shenzhen', '440300', '0755', 2, 3],
  ['东莞', 'Dongguan', '441900', '0769', 3, 3],
  ['佛山', 'Foshan', '440600', '0757', 3, 3],
  ['武汉', 'Wuhan', '420100', '027', 2, 2],
  ['长沙', 'Changsha', '430100', '0731', 2, 3],
  ['郑州', 'Zhengzhou', '410100', '0371', 2, 2],
  ['洛阳', 'Luoyang', '410300', '0379', 2, 3],
  ['天津', 'Tianjin', '120000', '022', 2, 3],
  ['石家庄', 'Shijiazhuang', '130100', '0311', 1, 3],
  ['沈阳', 'Shenyang', '210100', '024', 2, 4],
  ['大连', 'Dalian', '210200', '0411', 2, 3],
  ['西安', "Xi'an", '610100', '029', 2, 3],
  ['成都', 'Chengdu', '510100', '028', 2, 4],
  ['重庆', 'Chongqing', '500000', '023', 2, 4],
]

/** Cities of the demo's customers, East China first. */
export const places: readonly Place[] = rows.map(([zh, en, code, dialling, weight, transitDays]) => ({
  name: [zh, en],
  province: provinces[code.slice(0, 2)] ?? [zh, en],
  code,
  dialling,
  weight,
  transitDays,
}))

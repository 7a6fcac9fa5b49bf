const browsers = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const systems = [
  [/iPhone|iPad/, 'iOS'],
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

/** Browser and system out of a user agent, `Chrome · Windows`; undefined where neither is known. */
export function deviceOf(userAgent: string | null): string | undefined {
  const found = [browsers, systems].map(list => list.find(([sign]) => sign.test(userAgent ?? ''))?.[1])
  const words = found.filter(word => word !== undefined)
  return words.length === 0 ? undefined : words.join(' · ')
}

const fnvPrime = 0x01000193
const fnvBasis = 0x811c9dc5

/** FNV-1a over the two bytes of every UTF-16 unit. Fowler, Noll & Vo, RFC 9923. */
function fnv(text: string): number {
  let hash = fnvBasis
  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k)
    hash = Math.imul(hash ^ (unit & 0xff), fnvPrime)
    hash = Math.imul(hash ^ (unit >>> 8), fnvPrime)
  }
  return hash
}

/** Spreads a word over all 32 bits: the end of MurmurHash3 (Appleby, public domain). FNV alone leaves texts that differ in their last letter close together. */
function spread(word: number): number {
  let z = word
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
  return (z ^ (z >>> 16)) >>> 0
}

/** Where a customer stands in the lot of a play, in [0, 1): the same for ever, whoever asks, and for each play another. docs/methods/hold-out.md */
export const lotOf = (tenantId: string, playKey: string, dyadId: string): number =>
  spread(fnv(`${tenantId}\n${playKey}\n${dyadId.toLowerCase()}`)) / 2 ** 32

/**
 * Whether a customer is held back from a play, so that what the play does can be told from what would have been anyway: its lot lies below the
 * share (0..1). A larger share holds back the same customers and more. `playKey` is the key of a play, which its versions share; `dyadId` the
 * one that a merged customer is read as now. docs/methods/hold-out.md
 */
export const isHeldOut = (tenantId: string, playKey: string, dyadId: string, share: number): boolean =>
  lotOf(tenantId, playKey, dyadId) < share

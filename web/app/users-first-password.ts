/** Letters and figures that cannot be taken for one another when read out or copied by hand. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

type Dice = (room: Uint8Array<ArrayBuffer>) => Uint8Array

const browserDice: Dice = room => crypto.getRandomValues(room)

/** A password to begin with: `k7mq-9xtr-vh3e-w2pn`, 16 signs of 31, about 79 bits. */
export function makePassword(dice: Dice = browserDice): string {
  const signs: string[] = []
  const fair = 256 - (256 % alphabet.length)
  while (signs.length < 16)
    for (const value of dice(new Uint8Array(32))) if (value < fair) signs.push(alphabet[value % alphabet.length] ?? '')
  const [a, b, c, d] = [0, 4, 8, 12].map(at => signs.slice(at, at + 4).join(''))
  return `${a}-${b}-${c}-${d}`
}

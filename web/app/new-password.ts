/** Least length of a password, as the contract has it (NewPassword). */
export const leastPassword = 10

/** What is wrong with a new password and its repetition: too short by so many characters, or not the same. */
export function passwordFault(password: string, repeated: string): { readonly missing: number } | 'differ' | undefined {
  const missing = leastPassword - password.length
  if (missing > 0) return { missing }
  return password === repeated ? undefined : 'differ'
}

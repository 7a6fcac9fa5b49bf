/** What is owed to every customer (DOMAIN sections 4 and 8). */
export const hygieneDuties = ['delivered', 'order_right', 'invoice_right', 'complaints', 'quality', 'open_price', 'data_safe'] as const
export type HygieneDuty = (typeof hygieneDuties)[number]

export const hygieneStates = ['green', 'amber', 'red', 'unknown'] as const
export type HygieneState = (typeof hygieneStates)[number]

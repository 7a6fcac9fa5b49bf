import { inLanguage, type Language, type Words } from '#contract/platform/language.ts'

/** The one list of what a caller may be refused with: HTTP status and the sentence that stands where the place of refusal has no better one. */
export const errorCodes = {
  unreadable: {
    status: 400,
    words: ['请求内容不是有效的 JSON，请检查格式后重试。', 'The request is not valid JSON. Check its form and try again.'],
  },
  not_signed_in: {
    status: 401,
    words: ['您尚未登录或登录已过期，请重新登录。', 'You are not signed in, or your session has ended. Please sign in again.'],
  },
  wrong_credentials: {
    status: 401,
    words: [
      '邮箱或密码不正确，请核对后重试；忘记密码请联系管理员重置。',
      'E-mail or password is wrong. Try again, or ask your administrator for a new password.',
    ],
  },
  forbidden: {
    status: 403,
    words: ['您的角色没有此项权限，如需使用请联系管理员。', 'Your role does not allow this. Ask your administrator if you need it.'],
  },
  csrf: {
    status: 403,
    words: [
      '无法确认请求来自本系统的页面，请刷新页面后重试。',
      'The request could not be matched to a page of this product. Reload the page and try again.',
    ],
  },
  not_found: {
    status: 404,
    words: ['找不到该内容：可能已删除，或不在您的可见范围内。', 'Not found: it may have been removed, or lies outside what you may see.'],
  },
  method_not_allowed: { status: 405, words: ['此地址不支持该请求方法。', 'This address does not take that method.'] },
  conflict: { status: 409, words: ['此操作与当前状态冲突，请刷新后重试。', 'This does not fit the present state. Reload and try again.'] },
  stale: {
    status: 409,
    words: [
      '在您编辑期间，他人已修改了这条记录。请刷新查看最新内容后再保存。',
      'Someone else changed this record while you were editing. Reload to see the latest, then save again.',
    ],
  },
  already_exists: {
    status: 409,
    words: ['已存在相同的记录，请更换名称或编码。', 'There is already one like this. Choose another name or code.'],
  },
  duplicates: {
    status: 409,
    words: [
      '系统里已有很可能相同的客户或供应商。请先查看；若确实不同，请填写理由后继续。',
      'Customers or suppliers that may be the same are there already. Look at them first; if yours is another, say why and go on.',
    ],
  },
  last_administrator: {
    status: 409,
    words: [
      '这是最后一位可用的管理员，请先指定另一位管理员。',
      'This is the last active administrator. Make somebody else an administrator first.',
    ],
  },
  first_run_over: { status: 409, words: ['企业已创建，请直接登录。', 'The company exists already. Please sign in.'] },
  no_company_chosen: { status: 409, words: ['请先选择要进入的企业。', 'Choose the company to work in first.'] },
  too_large: {
    status: 413,
    words: [
      '请求内容过大，请减少后重试；文件请用导入功能上传。',
      'The request is too large. Send less at a time; files go through import.',
    ],
  },
  unsupported_media_type: {
    status: 415,
    words: [
      '不支持此内容类型：数据请用 application/json，文件请用 multipart/form-data。',
      'This content type is not taken here: send application/json, or multipart/form-data for files.',
    ],
  },
  wrong_host: {
    status: 421,
    words: [
      '请求的主机名不属于本服务。如经由域名或反向代理访问，请在启动时设置 LIANKE_ORIGIN。',
      'This host name is not served here. Behind a domain name or proxy, set LIANKE_ORIGIN when starting the product.',
    ],
  },
  invalid: {
    status: 422,
    words: ['有内容不符合要求，请按各字段的提示修改。', 'Some values cannot be accepted. See what each field says.'],
  },
  too_many_attempts: { status: 429, words: ['尝试次数过多，请稍后再试。', 'Too many attempts. Please wait and try again.'] },
  cancelled: { status: 499, words: ['操作已取消。', 'The work was cancelled.'] },
  unavailable: {
    status: 503,
    words: ['服务暂时不可用，请稍后重试。', 'The service is not available at the moment. Please try again shortly.'],
  },
  fault: {
    status: 500,
    words: [
      '系统出现故障，已记录。请稍后重试；若仍出现，请把编号告诉管理员。',
      'Something broke on our side and was logged. Try again; if it stays, give your administrator this number.',
    ],
  },
} as const satisfies Record<string, { status: number; words: Words }>

export type ErrorCode = keyof typeof errorCodes
export type RefusalCode = Exclude<ErrorCode, 'fault'>

/** A field that cannot be accepted: where (`body.lines.0.quantity`) and why. */
export type FieldFault = { readonly path: string; readonly words: Words }

export type RefusalDetails = {
  readonly fields?: readonly FieldFault[]
  readonly retryAfterSeconds?: number
  readonly allow?: string
  readonly [name: string]: unknown
}

/** An error that the caller may see. Anything else that is thrown is a fault, and answered with 500. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly words: Words
  readonly details: RefusalDetails
  constructor(code: RefusalCode, words: Words = errorCodes[code].words, details: RefusalDetails = {}) {
    super(words[1])
    this.name = 'Refusal'
    this.code = code
    this.words = words
    this.details = details
  }
  get status(): number {
    return errorCodes[this.code].status
  }
}

/** Refuses with `invalid` for one field. */
export function refuseField(path: string, words: Words): Refusal {
  return new Refusal('invalid', words, { fields: [{ path, words }] })
}

export type ErrorAnswer = {
  readonly code: ErrorCode
  readonly message: string
  readonly requestId: string
  readonly details?: Record<string, unknown>
}

/** What the caller gets to read, in their language. */
export function answerOf(refusal: Refusal, language: Language, requestId: string): ErrorAnswer {
  const { fields, ...rest } = refusal.details
  const shown = fields?.map(({ path, words }) => ({ path, message: inLanguage(words, language) }))
  const details = { ...rest, ...(shown ? { fields: shown } : {}) }
  const base = { code: refusal.code, message: inLanguage(refusal.words, language), requestId }
  return Object.keys(details).length > 0 ? { ...base, details } : base
}

/** A fault's answer: nothing of the fault itself, only the number under which the log has it. */
export function faultAnswer(language: Language, requestId: string): ErrorAnswer {
  return { code: 'fault', message: `${inLanguage(errorCodes.fault.words, language)} (${requestId})`, requestId }
}

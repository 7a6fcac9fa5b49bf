import type { TObject, TSchema } from 'typebox'
import type { Endpoint } from '#contract/endpoint.ts'
import { errorCodes } from './errors.ts'

type Json = Record<string, unknown>

const parametersOf = (schema: TObject, place: 'path' | 'query'): Json[] =>
  Object.entries(schema.properties as Record<string, TSchema>).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || ((schema.required as readonly string[] | undefined)?.includes(name) ?? false),
    schema: property,
  }))

const isEmpty = (schema: TSchema) => Object.keys((schema as { properties?: object }).properties ?? { some: 1 }).length === 0

function requestOf({ method, form, body }: Endpoint): Json {
  if (method === 'GET' || (form !== 'upload' && isEmpty(body))) return {}
  const file = { type: 'string', contentMediaType: 'application/octet-stream' }
  const upload = { allOf: [body, { type: 'object', properties: { file: { type: 'array', items: file } } }] }
  return {
    requestBody: {
      required: true,
      content: form === 'upload' ? { 'multipart/form-data': { schema: upload } } : { 'application/json': { schema: body } },
    },
  }
}

function answerOf({ form, answer }: Endpoint): Json {
  if (form === 'file') return { 'application/octet-stream': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } }
  if (form === 'events') return { 'text/event-stream': { schema: answer } }
  return { 'application/json': { schema: answer } }
}

const nameOf = ({ method, path }: Endpoint) =>
  [method.toLowerCase(), ...path.split('/').slice(2)]
    .map((part, index) => (index === 0 ? part : part.replace(/^:/, 'by-')))
    .join('-')
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

const tagOf = ({ path }: Endpoint) => path.split('/')[2] ?? 'api'

function operationOf(endpoint: Endpoint): Json {
  const { summary, needs, params, query, method } = endpoint
  return {
    operationId: nameOf(endpoint),
    summary,
    tags: [tagOf(endpoint)],
    'x-needs': needs,
    security: needs === 'anyone' ? [] : [method === 'GET' ? { session: [] } : { session: [], csrf: [] }],
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...requestOf(endpoint),
    responses: {
      200: { description: 'The answer.', content: answerOf(endpoint) },
      default: {
        description: 'A refusal, or a fault.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    },
  }
}

const refusal: Json = {
  type: 'object',
  required: ['code', 'message', 'requestId'],
  properties: {
    code: { type: 'string', enum: Object.keys(errorCodes) },
    message: { type: 'string', description: 'What is wrong and what to do, in the language of the caller.' },
    requestId: { type: 'string' },
    details: {
      type: 'object',
      properties: {
        fields: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } } },
      },
    },
  },
}

/** The description of the interface, OpenAPI 3.1, made from the endpoints that are served: schemas of the contract are JSON Schema as they are. */
export function describeApi(endpoints: readonly Endpoint[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lianke 联客',
      version,
      description:
        'The interface of Lianke. Sign in with POST /api/session; writes repeat the cookie lianke_csrf in the header x-lianke-csrf.',
    },
    paths,
    components: {
      schemas: { Refusal: refusal },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'lianke_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-lianke-csrf' },
      },
    },
  }
}

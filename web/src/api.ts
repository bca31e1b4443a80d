// The server's API (src/service/openapi.json), as the page uses it.

export type Cell = string | number | boolean | null

export interface Problem {
  code: string
  message: string
  hint: string
}

export interface Answer {
  id: unknown
  question: string
  status: 'answered' | 'ambiguous' | 'declined' | 'failed'
  sql: string
  columns: { name: string; type: string }[]
  rows: Cell[][]
  row_count: number
  truncated: boolean
  answer: string
  reading: string
  confidence: number
  drafted_by: string
  alternatives: { sql: string; reading: string; confidence: number }[]
  notes: string[]
  chart: Record<string, unknown> | null
  error: Problem | null
  timings_ms: Record<string, number>
}

export interface Entry {
  id: string
  asked_at: string
  database: string
  question: string
  sql: string
  status: string
  answer: string
}

export interface Column {
  name: string
  type: string
  nullable: boolean
  distinct?: number
  sensitive?: boolean
}

export interface Table {
  name: string
  schema: string
  view: boolean
  rows: number | null
  primary_key: string[]
  columns: Column[]
}

export interface Schema {
  database: string
  dialect: string
  tables: Table[]
  foreign_keys: {
    table: string
    columns: string[]
    references: string
    referenced_columns: string[]
    declared: boolean
  }[]
}

export interface Turn {
  text: string
  sql: string
}

/** What the server, or the way to it, says went wrong. */
export class ApiError extends Error {
  constructor(
    readonly problem: Problem,
    readonly status: number,
  ) {
    super(problem.message)
  }
}

const kToken = 'sayquel-token'

export function setToken(token: string) {
  sessionStorage.setItem(kToken, token)
}

function headers(extra: Record<string, string> = {}): Record<string, string> {
  const token = sessionStorage.getItem(kToken)
  return token ? { ...extra, Authorization: `Bearer ${token}` } : extra
}

async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response
  try {
    response = await fetch(`/api/v1${path}`, init)
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new ApiError({ code: 'network', message: 'The server does not answer.', hint: 'Is it still running?' }, 0)
  }
  if (response.ok) return response
  const body = await response.json().catch(() => null)
  const problem: Problem = body?.error ?? { code: 'internal', message: `The server answered ${response.status}.`, hint: '' }
  throw new ApiError(problem, response.status)
}

function parameters(values: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== '') query.set(name, `${value}`)
  const text = query.toString()
  return text && `?${text}`
}

async function get<T>(path: string, values: Record<string, string | number | undefined> = {}, signal?: AbortSignal): Promise<T> {
  return (await request(path + parameters(values), { headers: headers(), signal })).json()
}

async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const init = { method: 'POST', headers: headers({ 'Content-Type': 'application/json' }), body: JSON.stringify(body), signal }
  return (await request(path, init)).json()
}

export const databases = () => get<{ version: string; databases: { name: string }[] }>('/databases')
export const schema = (database: string) => get<Schema>('/schema', { database })
export const suggestions = (database: string) => get<{ suggestions: string[] }>('/suggestions', { database, limit: 6 })
export const complete = (database: string, prefix: string, signal: AbortSignal) =>
  get<{ words: string[] }>('/complete', { database, prefix, limit: 6 }, signal)
export const history = (database: string, search: string, before?: string) =>
  get<{ history: Entry[] }>('/history', { database, search, before, limit: 40 })
export const entry = (id: string) => get<Entry>(`/questions/${encodeURIComponent(id)}`)
export const rerun = (id: string) => get<Answer>(`/questions/${encodeURIComponent(id)}/export`, { format: 'json' })
export const runSql = (database: string, sql: string, question: string, signal: AbortSignal) =>
  post<Answer>('/sql', { database, sql, question }, signal)
export const draft = (database: string, question: string, before: Turn[], signal: AbortSignal) =>
  post<Answer>('/ask?dry_run=1', { database, question, before }, signal)
export const feedback = (id: string, verdict: 'up' | 'down', comment = '') => post('/feedback', { id, verdict, comment })

/** The file of an answer's rows, fetched with the token that a plain link could not send. */
export async function download(id: string, format: 'csv' | 'json') {
  const response = await request(`/questions/${encodeURIComponent(id)}/export?format=${format}`, { headers: headers() })
  save(URL.createObjectURL(await response.blob()), `${id}.${format}`)
}

export function save(address: string, name: string) {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  if (address.startsWith('blob:')) setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

export interface Stage {
  name: string
  data: { question_id?: string; sql?: string; reading?: string; rows?: number }
}

/** Asks, and tells of each stage as it is reached; gives the answer. */
export async function ask(
  database: string,
  question: string,
  before: Turn[],
  onStage: (stage: Stage) => void,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await request('/ask', {
    method: 'POST',
    headers: headers({ 'Content-Type': 'application/json', Accept: 'text/event-stream' }),
    body: JSON.stringify({ database, question, before }),
    signal,
  })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let buffer = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    buffer += value
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const { name, data } = readEvent(buffer.slice(0, end))
      buffer = buffer.slice(end + 2)
      if (name === 'answer') return JSON.parse(data)
      if (name === 'error') throw new ApiError(JSON.parse(data).error, 500)
      if (name) onStage({ name, data: JSON.parse(data) })
    }
  }
  throw new ApiError({ code: 'network', message: 'The connection broke off before the answer came.', hint: 'Ask again.' }, 0)
}

function readEvent(text: string): { name: string; data: string } {
  let name = ''
  const data: string[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('event: ')) name = line.slice(7)
    if (line.startsWith('data: ')) data.push(line.slice(6))
  }
  return { name, data: data.join('\n') }
}

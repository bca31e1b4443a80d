// SQL in colours. What it makes is a list of texts with a kind each: never markup.

export interface Piece {
  text: string
  kind: 'keyword' | 'function' | 'string' | 'number' | 'comment' | 'plain'
}

const kKeywords = new Set(
  `all and any as asc between by case cast cross current desc distinct else end escape except exists extract
   false fetch filter first following for from full group having ilike in inner intersect interval is join last lateral
   left like limit natural not null nulls offset on or order outer over partition preceding range recursive right
   row rows select table then timestamp true unbounded union using values when where window with`
    .split(/\s+/),
)

const kToken =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^']|'')*'?)|("(?:[^"]|"")*"?)|(\b\d+(?:\.\d+)?\b)|([A-Za-z_][A-Za-z0-9_]*)/g

export function highlight(sql: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  const plain = (end: number) => {
    if (end > at) pieces.push({ text: sql.slice(at, end), kind: 'plain' })
  }
  for (const match of sql.matchAll(kToken)) {
    plain(match.index)
    at = match.index + match[0].length
    const [text, comment, string, , number, word] = match
    let kind: Piece['kind'] = 'plain'
    if (comment) kind = 'comment'
    else if (string) kind = 'string'
    else if (number) kind = 'number'
    else if (word && sql[at] === '(' && !['in', 'as', 'and', 'or', 'on', 'from', 'exists', 'over'].includes(word.toLowerCase()))
      kind = 'function'
    else if (word && sql[at] !== '.' && sql[match.index - 1] !== '.' && kKeywords.has(word.toLowerCase())) kind = 'keyword'
    pieces.push({ text, kind })
  }
  plain(sql.length)
  return pieces
}

/** A long query on one line, broken before its clauses. What is broken already stays. */
export function breakLines(sql: string): string {
  if (sql.includes('\n')) return sql
  const pieces = highlight(sql)
  let out = ''
  let depth = 0
  for (const { text, kind } of pieces) {
    for (const c of kind === 'plain' ? text : '') depth += c === '(' ? 1 : c === ')' ? -1 : 0
    const clause = /^(from|where|group|having|order|limit|left|right|full|cross|inner|join|union|intersect|except)$/i
    const joined = /(left|right|full|cross|inner|outer)\s+$/i.test(out)
    if (kind === 'keyword' && depth === 0 && clause.test(text) && !(joined && /^(join|outer)$/i.test(text)))
      out = out.trimEnd() + '\n'
    out += text
  }
  return out.trim()
}

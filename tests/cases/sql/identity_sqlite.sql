-- SQLite: quotes of four kinds come back as double quotes (see spellings_sqlite.txt); these come back as they stand.

-- Names
SELECT "Order Details"."Unit Price" FROM "Order Details"
SELECT "select", "from" FROM "table"
SELECT "a""b" FROM t
SELECT name FROM head WHERE state = "California"
SELECT match, glob, like FROM regexp
SELECT end, key, "row", "rows", first, last FROM t
SELECT t.desc, t."order" FROM t
SELECT replace(a, 'x', 'y'), left FROM t
SELECT a AS "select" FROM t
SELECT a$b FROM t
SELECT rowid, oid, _rowid_ FROM t
SELECT offset, window, filter, over FROM t

-- Literals and parameters
SELECT X'00FF', X''
SELECT 0x1F
SELECT ?, ?1, :name, @name, $name
SELECT 'it''s', '\n'
SELECT 9223372036854775807, 1.0e-300

-- Operators
SELECT a || b || c FROM t
SELECT (a || b) + c FROM t
SELECT a || (b + c) FROM t
SELECT a & b & c, a | b | c FROM t
SELECT (a & b) | c FROM t
SELECT a << 2, a >> 1 FROM t
SELECT ~a, -(~a) FROM t
SELECT a -> '$.x', a ->> '$.y' FROM t
SELECT (a -> 'x') ->> 'y' FROM t
SELECT a IS b, a IS NOT b FROM t
SELECT a IS (NULL), a IS NOT (TRUE) FROM t
SELECT a COLLATE NOCASE FROM t
SELECT (a || b) COLLATE NOCASE = 'x' FROM t
SELECT a FROM t ORDER BY a COLLATE NOCASE DESC NULLS LAST
SELECT a GLOB 'x*', a NOT GLOB 'y?' FROM t
SELECT a REGEXP 'x.*', a MATCH 'y' FROM t
SELECT a LIKE 'x' || b FROM t
SELECT a IN (), a NOT IN () FROM t
SELECT a IN ((SELECT b FROM u)) FROM t
SELECT a IN (SELECT b FROM u) FROM t
SELECT a IN (VALUES (1), (2)) FROM t
SELECT (a < b) = c, a = (b < c) FROM t
SELECT (a = b) IS NULL, NOT a IS NULL FROM t
SELECT (NOT a) + 1 FROM t
SELECT (a AND b) + (c OR d) FROM t
SELECT a BETWEEN (b = c) AND d FROM t
SELECT CASE WHEN a THEN b END + 1 FROM t

-- Calls
SELECT COUNT(*) FILTER (WHERE a > 1) FROM t
SELECT GROUP_CONCAT(DISTINCT a) FROM t
SELECT GROUP_CONCAT(a, ', ' ORDER BY b DESC) FROM t
SELECT STRFTIME('%Y', d), JULIANDAY('now') FROM t
SELECT CAST(STRFTIME('%m', d) AS INTEGER) FROM t
SELECT IIF(a, b, c), INSTR(a, b), PRINTF('%d', a) FROM t
SELECT CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP
SELECT MAX(a, b), MIN(a, b, c) FROM t
SELECT SUM(a) OVER w FROM t WINDOW w AS (PARTITION BY b ORDER BY c)
SELECT SUM(a) OVER (w ROWS 2 PRECEDING) FROM t WINDOW w AS (ORDER BY b), v AS (w)
SELECT SUM(a) OVER (ORDER BY b GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES) FROM t
SELECT SUM(a) FILTER (WHERE b) OVER (ORDER BY c RANGE UNBOUNDED PRECEDING EXCLUDE NO OTHERS) FROM t
SELECT NTH_VALUE(a, 2) OVER (ORDER BY b ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) FROM t

-- FROM
SELECT a FROM t, u JOIN v ON u.id = v.id
SELECT a FROM t, (u JOIN v ON u.id = v.id)
SELECT a FROM t, u LEFT JOIN v ON t.id = v.id, w
SELECT a FROM t FULL JOIN u ON t.id = u.id
SELECT a FROM t NATURAL FULL JOIN u
SELECT a FROM t LEFT JOIN u
SELECT a FROM main.t AS x
SELECT value FROM json_each('[1, 2]')
SELECT j.value FROM t, json_each(t.a, '$.b') AS j
SELECT value FROM generate_series(1, 10)
SELECT a FROM (SELECT 1 AS a)
SELECT column1 FROM (VALUES (1, 'a'), (2, 'b'))

-- Queries
VALUES (1, 2), (3, 4)
SELECT a FROM t UNION SELECT b FROM u INTERSECT SELECT c FROM v
SELECT a FROM t LIMIT -1 OFFSET 5
SELECT a FROM t ORDER BY a NULLS FIRST
WITH x AS MATERIALIZED (SELECT 1 AS a), y AS NOT MATERIALIZED (SELECT 2) SELECT * FROM x, y
WITH RECURSIVE c(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c WHERE x < 5) SELECT x FROM c
SELECT a FROM t GROUP BY a HAVING COUNT(*) > (SELECT AVG(n) FROM (SELECT COUNT(*) AS n FROM t GROUP BY a))
SELECT a FROM t WHERE (a, b) = (SELECT c, d FROM u)
SELECT a FROM t WHERE (a, b) IN (SELECT c, d FROM u)
SELECT x IS NULL + 1, x IS NOT FALSE | y, x IS TRUE, x IS unknown FROM t

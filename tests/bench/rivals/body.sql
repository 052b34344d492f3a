-- What all databases have in common: TABLE b(k, n, sec, b, edge, running, closed, answer, priority, channel), one row an
-- event, n counted by ticket; TABLE now(sec, b, edge); a function MONTH(sec) that each of them writes in its own way.
WITH w AS (
  SELECT b.*,
    lag(b.b) OVER t AS last_b, lag(b.running) OVER t AS was_running, lag(b.closed) OVER t AS was_closed,
    max(b.answer) OVER (PARTITION BY k ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS was_answered,
    lead(b.k) OVER t IS NULL AS is_last
  FROM b WINDOW t AS (PARTITION BY k ORDER BY n)
), parts AS (
  SELECT w.*, CASE WHEN was_running = 1 THEN w.b - last_b ELSE 0 END AS part,
    CASE WHEN was_running = 1 AND w.edge = 1 THEN 1 ELSE 0 END AS at_edge,
    CASE WHEN is_last AND w.running = 1 THEN now.b - w.b ELSE 0 END AS rest,
    CASE WHEN w.running = 1 AND now.edge = 1 THEN 1 ELSE 0 END AS rest_edge
  FROM w CROSS JOIN now
), clocks AS (
  SELECT 'response' AS name, k, part, rest, at_edge, rest_edge, n, sec, channel, priority, is_last, answer AS stops
  FROM parts WHERE was_answered IS NULL OR was_answered = 0
  UNION ALL
  SELECT 'resolution', k, part, rest, at_edge, rest_edge, n, sec, channel, priority, is_last, closed
  FROM parts WHERE was_closed IS NULL OR was_closed = 0 OR closed = 0
), last_rows AS (
  SELECT clocks.*, row_number() OVER (PARTITION BY name, k ORDER BY n DESC) AS back FROM clocks
), totals AS (
  SELECT name, k, sum(part) + max(CASE WHEN back = 1 AND stops = 0 THEN rest ELSE 0 END) AS used,
    max(CASE WHEN back = 1 THEN stops ELSE 0 END) AS stopped,
    max(CASE WHEN back = 1 THEN CASE WHEN stops = 1 THEN at_edge ELSE rest_edge END ELSE 0 END) AS is_edge,
    max(CASE WHEN back = 1 THEN priority END) AS priority, max(channel) AS channel
  FROM last_rows GROUP BY name, k
), opened AS (
  SELECT k, min(sec) AS opened FROM b GROUP BY k
), judged AS (
  SELECT totals.*, opened, CASE
      WHEN used > l.most OR (used = l.most AND is_edge = 0) THEN 1 WHEN stopped = 1 THEN 0 ELSE 2 END AS found
  FROM totals JOIN opened USING (k) JOIN limits l ON l.clock = totals.name AND l.of_channel = totals.channel
), ranked AS (
  SELECT name, priority, found, used,
    row_number() OVER (PARTITION BY name, priority, found < 2 ORDER BY used) AS nth,
    sum(CASE WHEN found < 2 THEN 1 ELSE 0 END) OVER (PARTITION BY name, priority) AS many
  FROM judged
), by_month AS (
  SELECT name, MONTH(CASE WHEN found = 2 THEN now.sec ELSE opened END) AS label,
    sum(CASE WHEN found = 0 THEN 1 ELSE 0 END) AS met, sum(CASE WHEN found = 1 THEN 1 ELSE 0 END) AS breached,
    sum(CASE WHEN found = 2 THEN 1 ELSE 0 END) AS pending
  FROM judged CROSS JOIN now GROUP BY 1, 2
), by_priority AS (
  SELECT name, priority AS label,
    sum(CASE WHEN found = 0 THEN 1 ELSE 0 END) AS met, sum(CASE WHEN found = 1 THEN 1 ELSE 0 END) AS breached,
    sum(CASE WHEN found = 2 THEN 1 ELSE 0 END) AS pending,
    max(CASE WHEN found < 2 AND nth = CAST(floor((50 * many + 99) / 100) AS BIGINT) THEN used END) AS p50,
    max(CASE WHEN found < 2 AND nth = CAST(floor((90 * many + 99) / 100) AS BIGINT) THEN used END) AS p90,
    max(CASE WHEN found < 2 AND nth = CAST(floor((95 * many + 99) / 100) AS BIGINT) THEN used END) AS p95,
    max(CASE WHEN found < 2 AND nth = CAST(floor((99 * many + 99) / 100) AS BIGINT) THEN used END) AS p99,
    max(CASE WHEN found < 2 THEN used END) AS most
  FROM ranked GROUP BY 1, 2
)
SELECT name || ',month,' || label || ',' || met || ',' || breached || ',' || pending AS line FROM by_month
UNION ALL
SELECT name || ',priority,' || label || ',' || met || ',' || breached || ',' || pending || ',' || coalesce(CAST(p50 AS VARCHAR), '')
  || ',' || coalesce(CAST(p90 AS VARCHAR), '') || ',' || coalesce(CAST(p95 AS VARCHAR), '') || ',' || coalesce(CAST(p99 AS VARCHAR), '')
  || ',' || coalesce(CAST(most AS VARCHAR), '') FROM by_priority;

-- The question in DuckDB, in front of body.sql.
SET preserve_insertion_order = true;
CREATE TABLE office AS WITH d AS (
  SELECT unnest(generate_series(TIMESTAMP '2025-01-01', TIMESTAMP '2026-03-31', INTERVAL 1 DAY)) AS d
), o AS (
  SELECT epoch(timezone('Europe/London', d + INTERVAL 9 HOUR))::BIGINT AS opens,
    CASE WHEN isodow(d) < 6 AND d::DATE::VARCHAR NOT IN (@HOLIDAYS@) THEN 30600 ELSE 0 END AS len FROM d
) SELECT opens // 86400 AS day, opens, len, coalesce(sum(len) OVER (ORDER BY opens ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::BIGINT AS before FROM o;
CREATE TABLE limits(clock VARCHAR, of_channel VARCHAR, most BIGINT);
INSERT INTO limits VALUES @LIMITS@;
CREATE TABLE b AS WITH e AS (
  SELECT row_number() OVER () AS n, ticket AS k, epoch(time)::BIGINT AS sec, event, actor, status, priority, channel
  FROM read_csv('@LOG@', header = true, columns = {'ticket': 'VARCHAR', 'time': 'TIMESTAMP', 'event': 'VARCHAR', 'actor': 'VARCHAR',
    'status': 'VARCHAR', 'priority': 'VARCHAR', 'channel': 'VARCHAR', 'service': 'VARCHAR', 'team': 'VARCHAR', 'customer': 'VARCHAR'})
) SELECT k, n, sec, before + greatest(least(sec - opens, len), 0) AS b, (sec > opens AND sec - opens <= len)::INT AS edge,
  (status IN ('new', 'open'))::INT AS running, (status = 'closed')::INT AS closed,
  (status = 'closed' OR (event = 'reply' AND actor = 'agent'))::INT AS answer, priority, channel
  FROM e JOIN office ON day = sec // 86400;
CREATE TABLE now AS SELECT sec, b, edge FROM b ORDER BY n DESC LIMIT 1;

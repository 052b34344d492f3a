-- The question in PostgreSQL, in front of body.sql.
SET client_min_messages = warning;
SET work_mem = '512MB';
CREATE TEMP TABLE log(n BIGSERIAL, ticket TEXT, time TIMESTAMPTZ, event TEXT, actor TEXT, status TEXT, priority TEXT, channel TEXT, service TEXT, team TEXT, customer TEXT);
\copy log(ticket, time, event, actor, status, priority, channel, service, team, customer) FROM '@LOG@' WITH (FORMAT csv, HEADER true)
CREATE TEMP TABLE office AS WITH d AS (
  SELECT generate_series(TIMESTAMP '2025-01-01', TIMESTAMP '2026-03-31', INTERVAL '1 day') AS d
), o AS (
  SELECT extract(epoch FROM (d + INTERVAL '9 hours') AT TIME ZONE 'Europe/London')::BIGINT AS opens,
    CASE WHEN extract(isodow FROM d) < 6 AND to_char(d, 'YYYY-MM-DD') NOT IN (@HOLIDAYS@) THEN 30600 ELSE 0 END AS len FROM d
) SELECT opens / 86400 AS day, opens, len, coalesce(sum(len) OVER (ORDER BY opens ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::BIGINT AS before FROM o;
CREATE TEMP TABLE limits(clock TEXT, of_channel TEXT, most BIGINT);
INSERT INTO limits VALUES @LIMITS@;
CREATE TEMP TABLE b AS WITH e AS (
  SELECT n, ticket AS k, extract(epoch FROM time)::BIGINT AS sec, event, actor, status, priority, channel FROM log
) SELECT k, n, sec, before + greatest(least(sec - opens, len), 0) AS b, (sec > opens AND sec - opens <= len)::INT AS edge,
  (status IN ('new', 'open'))::INT AS running, (status = 'closed')::INT AS closed,
  (status = 'closed' OR (event = 'reply' AND actor = 'agent'))::INT AS answer, priority, channel
  FROM e JOIN office ON day = sec / 86400;
ANALYZE b;
CREATE TEMP TABLE now AS SELECT sec, b, edge FROM b ORDER BY n DESC LIMIT 1;

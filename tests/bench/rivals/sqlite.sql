-- The question in SQLite, in front of body.sql.
CREATE TABLE log(ticket TEXT, time TEXT, event TEXT, actor TEXT, status TEXT, priority TEXT, channel TEXT, service TEXT, team TEXT, customer TEXT);
.mode csv
.import --skip 1 @LOG@ log
.mode list
CREATE TABLE office AS WITH RECURSIVE d(d) AS (
  SELECT '2025-01-01' UNION ALL SELECT date(d, '+1 day') FROM d WHERE d < '2026-03-20'
), o AS (
  SELECT CAST(strftime('%s', d, '+9 hours') AS INTEGER) - CASE WHEN d >= '2025-03-30' AND d < '2025-10-26' THEN 3600 ELSE 0 END AS opens,
    CASE WHEN CAST(strftime('%w', d) AS INTEGER) BETWEEN 1 AND 5 AND d NOT IN (@HOLIDAYS@) THEN 30600 ELSE 0 END AS len FROM d
) SELECT opens / 86400 AS day, opens, len, coalesce(sum(len) OVER (ORDER BY opens ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM o;
CREATE UNIQUE INDEX office_day ON office(day);
CREATE TABLE limits(clock TEXT, of_channel TEXT, most INTEGER);
INSERT INTO limits VALUES @LIMITS@;
CREATE TABLE b AS WITH e AS (
  SELECT rowid AS n, ticket AS k, CAST(strftime('%s', time) AS INTEGER) AS sec, event, actor, status, priority, channel FROM log
) SELECT k, n, sec, before + max(min(sec - opens, len), 0) AS b, sec > opens AND sec - opens <= len AS edge,
  status IN ('new', 'open') AS running, status = 'closed' AS closed,
  status = 'closed' OR (event = 'reply' AND actor = 'agent') AS answer, priority, channel
  FROM e JOIN office ON day = sec / 86400;
CREATE TABLE now AS SELECT sec, b, edge FROM b ORDER BY n DESC LIMIT 1;

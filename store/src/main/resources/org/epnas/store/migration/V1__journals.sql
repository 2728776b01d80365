-- One search. Its number is random, so that machines need not ask each other for one; 0 in the database file of a run folder.
CREATE TABLE study (
  study  BIGINT PRIMARY KEY,
  name   TEXT NOT NULL,
  folder TEXT NOT NULL,
  owner  TEXT NOT NULL,
  -- Milliseconds since 1970, UTC.
  begun  BIGINT NOT NULL
);

-- The journal: what one search acted on, in order. A line is the JSON that journal.jsonl would hold.
CREATE TABLE event (
  study  BIGINT NOT NULL REFERENCES study (study),
  number BIGINT NOT NULL,
  kind   VARCHAR(20) NOT NULL,
  -- Milliseconds since 1970, UTC.
  at     BIGINT NOT NULL,
  line   TEXT NOT NULL,
  PRIMARY KEY (study, number)
) ${clustered};

-- Whether a search goes on is asked of every study of a list.
CREATE INDEX turning_point ON event (study, number) WHERE kind IN ('resumed', 'extended', 'finished');

-- What was told to the strategy, for readers: the columns that lists are made of, and the line that trials.jsonl holds.
CREATE TABLE trial (
  study    BIGINT NOT NULL REFERENCES study (study),
  trial    INTEGER NOT NULL,
  -- Validation accuracy in [0, 1]; null for a failed one.
  accuracy DOUBLE PRECISION,
  -- 1 where it may be the best of its study.
  competes INTEGER NOT NULL,
  failure  VARCHAR(20),
  line     TEXT NOT NULL,
  PRIMARY KEY (study, trial)
);

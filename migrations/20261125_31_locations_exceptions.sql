-- Days on which a location opens at other times, or not at all, and why.
-- depends: 20261120_04_locations

CREATE TABLE locations.exceptions (
    location text NOT NULL REFERENCES locations.locations,
    day date NOT NULL,
    spans jsonb NOT NULL,  -- as the spans of a day in `locations.hours`; none: closed
    reason text NOT NULL CHECK (reason <> ''),
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (location, day)
);

-- Version 2: rules as real briefs have them, goals beyond two, where audiences live, audits, bookings with results,
-- the posting plan, and what the user assumes differently.

ALTER TABLE creators ADD COLUMN sex TEXT CHECK (sex IN ('female', 'male', 'other'));

CREATE TABLE new_briefs (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL UNIQUE REFERENCES scenarios (id) ON DELETE CASCADE,
    goal TEXT NOT NULL CHECK (goal IN ('engagements', 'relevant', 'views', 'reach', 'nearby', 'clicks', 'orders',
        'margin', 'mix')),
    -- The weights of a mix, "50 0 50 0 0": read whole, never searched by part.
    mix TEXT CHECK ((mix IS NULL) = (goal <> 'mix')),
    aim TEXT NOT NULL CHECK (aim IN ('most', 'safe', 'target')),
    target REAL CHECK (target > 0),
    budget_minor INTEGER NOT NULL CHECK (budget_minor >= 0),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    promise REAL NOT NULL CHECK (promise > 0 AND promise < 1),
    starts TEXT CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ends TEXT CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    place TEXT,
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    km REAL CHECK (km > 0),
    CHECK ((place IS NULL) = (latitude IS NULL) AND (place IS NULL) = (longitude IS NULL)
        AND (place IS NULL) = (km IS NULL))
) STRICT;
INSERT INTO new_briefs (id, scenario_id, goal, aim, budget_minor, currency, promise, starts, ends)
    SELECT id, scenario_id, goal, 'most', budget_minor, currency, promise, starts, ends FROM briefs;
DROP TABLE briefs;
ALTER TABLE new_briefs RENAME TO briefs;

CREATE TABLE new_rules (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL REFERENCES scenarios (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('min_creators', 'max_creators', 'min_of', 'max_of', 'min_share_of',
        'max_share_of', 'max_share', 'max_cost', 'must_have', 'never', 'not_together', 'only_together', 'offers_each',
        'contingency', 'fixed_cost', 'phases')),
    amount INTEGER CHECK (amount >= 0),
    creator_id INTEGER REFERENCES creators (id) ON DELETE CASCADE,
    -- Kind and name of a group ("tag:vip"), a metric, what a cost is for, or the numbers of several creators
    -- ("12 15"): read whole, never searched by part. A removed creator's number is passed over.
    subject TEXT,
    CHECK ((kind IN ('must_have', 'never')) = (creator_id IS NOT NULL)),
    CHECK ((kind IN ('must_have', 'never', 'not_together', 'only_together')) = (amount IS NULL)),
    CHECK ((kind IN ('min_of', 'max_of', 'min_share_of', 'max_share_of', 'max_cost', 'not_together', 'only_together',
        'fixed_cost')) = (subject IS NOT NULL))
) STRICT;
INSERT INTO new_rules (id, scenario_id, kind, amount, creator_id)
    SELECT id, scenario_id, kind, amount, creator_id FROM rules;
DROP TABLE rules;
ALTER TABLE new_rules RENAME TO rules;
CREATE INDEX rules_by_scenario ON rules (scenario_id);
CREATE INDEX rules_by_creator ON rules (creator_id);

CREATE TABLE audience (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    place TEXT NOT NULL CHECK (place <> ''),
    country TEXT NOT NULL,
    share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
    taken_on TEXT NOT NULL CHECK (taken_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    source TEXT NOT NULL
) STRICT;
CREATE INDEX audience_by_account ON audience (account_id);

CREATE TABLE audits (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('followers', 'comments')),
    looked_at INTEGER NOT NULL CHECK (looked_at BETWEEN 1 AND 100000),
    suspicious INTEGER NOT NULL CHECK (suspicious BETWEEN 0 AND looked_at),
    taken_on TEXT NOT NULL CHECK (taken_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX audits_by_account ON audits (account_id);

CREATE TABLE overlaps (
    id INTEGER PRIMARY KEY,
    creator_id INTEGER NOT NULL REFERENCES creators (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES creators (id) ON DELETE CASCADE,
    share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
    source TEXT NOT NULL,
    CHECK (creator_id < other_id),
    UNIQUE (creator_id, other_id)
) STRICT;
CREATE INDEX overlaps_by_other ON overlaps (other_id);

CREATE TABLE own_picks (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL REFERENCES scenarios (id) ON DELETE CASCADE,
    offer_id INTEGER NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
    UNIQUE (scenario_id, offer_id)
) STRICT;
CREATE INDEX own_picks_by_offer ON own_picks (offer_id);

CREATE TABLE postings (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL REFERENCES scenarios (id) ON DELETE CASCADE,
    offer_id INTEGER NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    UNIQUE (scenario_id, offer_id)
) STRICT;
CREATE INDEX postings_by_offer ON postings (offer_id);

CREATE TABLE bookings (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL REFERENCES scenarios (id) ON DELETE CASCADE,
    offer_id INTEGER REFERENCES offers (id) ON DELETE SET NULL,
    creator TEXT NOT NULL CHECK (creator <> ''),
    platform TEXT CHECK (platform IN ('instagram', 'tiktok', 'youtube', 'facebook', 'x', 'linkedin',
        'pinterest', 'twitch', 'threads', 'snapchat', 'blog', 'newsletter', 'podcast', 'other')),
    kind TEXT CHECK (kind IN ('image', 'carousel', 'reel', 'video', 'short', 'story', 'live', 'article', 'other')),
    delivers TEXT NOT NULL,
    fee_minor INTEGER NOT NULL CHECK (fee_minor >= 0),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    metric TEXT NOT NULL CHECK (metric IN ('engagements', 'views', 'likes', 'comments', 'shares', 'saves', 'reach')),
    -- The frozen projection's quantiles at 2.5, 5, 10, 25, 50, 75, 90, 95 and 97.5 %: read whole.
    quantiles TEXT NOT NULL CHECK (quantiles GLOB '[0-9]*'),
    -- The multiplier that past results had put on it.
    applied REAL NOT NULL CHECK (applied > 0),
    booked_on TEXT NOT NULL CHECK (booked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    posted_on TEXT CHECK (posted_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    views INTEGER CHECK (views >= 0),
    reach INTEGER CHECK (reach >= 0),
    likes INTEGER CHECK (likes >= 0),
    comments INTEGER CHECK (comments >= 0),
    shares INTEGER CHECK (shares >= 0),
    saves INTEGER CHECK (saves >= 0),
    clicks INTEGER CHECK (clicks >= 0),
    orders INTEGER CHECK (orders >= 0),
    revenue_minor INTEGER CHECK (revenue_minor >= 0),
    code TEXT NOT NULL,
    link TEXT NOT NULL
) STRICT;
CREATE INDEX bookings_by_scenario ON bookings (scenario_id);
CREATE INDEX bookings_by_offer ON bookings (offer_id);

-- What the user assumes instead of the table that comes with the program.
CREATE TABLE assumptions (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    value REAL NOT NULL,
    ln_sd REAL CHECK (ln_sd BETWEEN 0 AND 5)
) STRICT;

-- Niches the user added to the taxonomy or moved inside it.
CREATE TABLE niche_edits (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    parent TEXT NOT NULL,
    synonyms TEXT NOT NULL
) STRICT;

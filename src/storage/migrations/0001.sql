-- Version 1: the whole roster file. Never edited once released; later versions add files.
-- Every table has `id` first; in a table of parts the second column is the owner (undo relies on it).

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE creators (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    place TEXT NOT NULL,
    country TEXT NOT NULL,
    language TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    notes TEXT NOT NULL
) STRICT;

CREATE TABLE niches (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE creator_niches (
    id INTEGER PRIMARY KEY,
    creator_id INTEGER NOT NULL REFERENCES creators (id) ON DELETE CASCADE,
    niche_id INTEGER NOT NULL REFERENCES niches (id) ON DELETE CASCADE,
    UNIQUE (creator_id, niche_id)
) STRICT;
CREATE INDEX creator_niches_by_niche ON creator_niches (niche_id);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE creator_tags (
    id INTEGER PRIMARY KEY,
    creator_id INTEGER NOT NULL REFERENCES creators (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    UNIQUE (creator_id, tag_id)
) STRICT;
CREATE INDEX creator_tags_by_tag ON creator_tags (tag_id);

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    creator_id INTEGER NOT NULL REFERENCES creators (id) ON DELETE CASCADE,
    platform TEXT NOT NULL CHECK (platform IN ('instagram', 'tiktok', 'youtube', 'facebook', 'x', 'linkedin',
        'pinterest', 'twitch', 'threads', 'snapchat', 'blog', 'newsletter', 'podcast', 'other')),
    handle TEXT NOT NULL,
    handle_key TEXT NOT NULL,
    url TEXT NOT NULL
) STRICT;
CREATE INDEX accounts_by_creator ON accounts (creator_id);
CREATE UNIQUE INDEX accounts_by_handle ON accounts (platform, handle_key) WHERE handle_key <> '';

CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    measure TEXT NOT NULL CHECK (measure IN ('followers', 'following', 'posts', 'engagement_rate',
        'average_engagements', 'average_likes', 'average_comments', 'average_views', 'average_reach', 'real_share')),
    value REAL NOT NULL CHECK (value >= 0 AND value <= 1e15),
    taken_on TEXT NOT NULL CHECK (taken_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    source TEXT NOT NULL
) STRICT;
CREATE INDEX readings_by_account ON readings (account_id);

CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    posted_at TEXT CHECK (posted_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9]*'),
    kind TEXT CHECK (kind IN ('image', 'carousel', 'reel', 'video', 'short', 'story', 'live', 'article', 'other')),
    sponsored INTEGER CHECK (sponsored IN (0, 1)),
    views INTEGER CHECK (views >= 0),
    reach INTEGER CHECK (reach >= 0),
    likes INTEGER CHECK (likes >= 0),
    comments INTEGER CHECK (comments >= 0),
    shares INTEGER CHECK (shares >= 0),
    saves INTEGER CHECK (saves >= 0),
    url TEXT NOT NULL
) STRICT;
CREATE INDEX posts_by_account ON posts (account_id);

CREATE TABLE offers (
    id INTEGER PRIMARY KEY,
    creator_id INTEGER NOT NULL REFERENCES creators (id) ON DELETE CASCADE,
    account_id INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
    -- "reel:1;story:2": read whole, never searched by part.
    deliverables TEXT NOT NULL CHECK (deliverables GLOB '[a-z]*:[1-9]*'),
    fee_minor INTEGER CHECK (fee_minor >= 0),
    currency TEXT CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    status TEXT NOT NULL CHECK (status IN ('guess', 'asked', 'quoted', 'agreed')),
    source TEXT NOT NULL,
    dated TEXT CHECK (dated GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    note TEXT NOT NULL,
    CHECK ((fee_minor IS NULL) = (currency IS NULL))
) STRICT;
CREATE INDEX offers_by_creator ON offers (creator_id);
CREATE INDEX offers_by_account ON offers (account_id);

CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    client TEXT NOT NULL
) STRICT;

CREATE TABLE scenarios (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    UNIQUE (campaign_id, name)
) STRICT;

CREATE TABLE briefs (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL UNIQUE REFERENCES scenarios (id) ON DELETE CASCADE,
    goal TEXT NOT NULL CHECK (goal IN ('engagements', 'views')),
    budget_minor INTEGER NOT NULL CHECK (budget_minor >= 0),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    promise REAL NOT NULL CHECK (promise > 0 AND promise < 1),
    starts TEXT CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    ends TEXT CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE brief_platforms (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL REFERENCES scenarios (id) ON DELETE CASCADE,
    platform TEXT NOT NULL CHECK (platform IN ('instagram', 'tiktok', 'youtube', 'facebook', 'x', 'linkedin',
        'pinterest', 'twitch', 'threads', 'snapchat', 'blog', 'newsletter', 'podcast', 'other')),
    UNIQUE (scenario_id, platform)
) STRICT;

CREATE TABLE brief_niches (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL REFERENCES scenarios (id) ON DELETE CASCADE,
    -- The name and not the number: a brief may ask for a niche nobody has yet.
    name TEXT NOT NULL CHECK (name <> ''),
    UNIQUE (scenario_id, name)
) STRICT;

CREATE TABLE rules (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL REFERENCES scenarios (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('min_creators', 'max_share', 'must_have', 'never')),
    amount INTEGER CHECK (amount >= 0),
    creator_id INTEGER REFERENCES creators (id) ON DELETE CASCADE,
    CHECK ((kind IN ('must_have', 'never')) = (creator_id IS NOT NULL)),
    CHECK ((amount IS NULL) = (creator_id IS NOT NULL))
) STRICT;
CREATE INDEX rules_by_scenario ON rules (scenario_id);
CREATE INDEX rules_by_creator ON rules (creator_id);

CREATE TABLE picks (
    id INTEGER PRIMARY KEY,
    scenario_id INTEGER NOT NULL REFERENCES scenarios (id) ON DELETE CASCADE,
    offer_id INTEGER NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
    UNIQUE (scenario_id, offer_id)
) STRICT;
CREATE INDEX picks_by_offer ON picks (offer_id);

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9]*'),
    rows INTEGER NOT NULL CHECK (rows >= 0),
    new INTEGER NOT NULL CHECK (new >= 0),
    changed INTEGER NOT NULL CHECK (changed >= 0),
    same INTEGER NOT NULL CHECK (same >= 0),
    refused INTEGER NOT NULL CHECK (refused >= 0),
    CHECK (rows = new + changed + same + refused)
) STRICT;

-- One row per step that can be undone (redo = 0) or redone (redo = 1); it owns the log rows first..last.
CREATE TABLE undo_steps (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    redo INTEGER NOT NULL CHECK (redo IN (0, 1)),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (last >= first)
) STRICT;

-- What happened to one row: I inserted, U updated, D deleted; `old` is the row before, as a JSON list.
CREATE TABLE undo_log (
    seq INTEGER PRIMARY KEY,
    op TEXT NOT NULL CHECK (op IN ('I', 'U', 'D')),
    tbl TEXT NOT NULL,
    row INTEGER NOT NULL,
    old TEXT CHECK ((old IS NULL) = (op = 'I'))
) STRICT;

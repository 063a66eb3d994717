-- The creators that the log rows after ?1 touched, in order. An owner is the second column of its part ('$[1]'):
-- read from the row as it was (U, D) and as it is now (I, U), for a part may have changed hands.
WITH
    touched (tbl, row, owner) AS (
        SELECT tbl, row, json_extract(old, '$[1]') FROM undo_log WHERE seq > ?1
    ),
    touched_accounts (id) AS (
        SELECT owner FROM touched WHERE tbl IN ('readings', 'posts', 'audience', 'audits')
        UNION SELECT account_id FROM readings WHERE id IN (SELECT row FROM touched WHERE tbl = 'readings')
        UNION SELECT account_id FROM posts WHERE id IN (SELECT row FROM touched WHERE tbl = 'posts')
        UNION SELECT account_id FROM audience WHERE id IN (SELECT row FROM touched WHERE tbl = 'audience')
        UNION SELECT account_id FROM audits WHERE id IN (SELECT row FROM touched WHERE tbl = 'audits')
        UNION SELECT row FROM touched WHERE tbl = 'accounts'
    ),
    creators_touched (id) AS (
        SELECT row FROM touched WHERE tbl = 'creators'
        UNION SELECT owner FROM touched WHERE tbl IN ('accounts', 'offers', 'creator_niches', 'creator_tags')
        UNION SELECT creator_id FROM accounts WHERE id IN (SELECT id FROM touched_accounts)
        UNION SELECT creator_id FROM offers WHERE id IN (SELECT row FROM touched WHERE tbl = 'offers')
        UNION SELECT creator_id FROM creator_niches WHERE id IN (SELECT row FROM touched WHERE tbl = 'creator_niches')
        UNION SELECT creator_id FROM creator_tags WHERE id IN (SELECT row FROM touched WHERE tbl = 'creator_tags')
    )
SELECT id FROM creators_touched WHERE id IS NOT NULL ORDER BY id

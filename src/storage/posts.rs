//! Posts in the file.

use std::cmp::Reverse;

use rusqlite::{Row, params};

use super::error::StoreError;
use super::store::Store;
use super::tx::{Tx, count, parsed, read_some, text, time};
use crate::domain::post::Counts;
use crate::domain::{AccountId, Post, PostId, PostKind};

/// The columns [`row_to_post`] reads.
pub(super) const COLUMNS: &str =
    "id, account_id, posted_at, kind, sponsored, views, reach, likes, comments, shares, saves, url";

/// A post.
pub(super) fn row_to_post(row: &Row<'_>) -> Result<Post, StoreError> {
    let count = |at: usize| -> rusqlite::Result<Option<u64>> {
        Ok(row.get::<_, Option<i64>>(at)?.map(|count| count.unsigned_abs()))
    };
    Ok(Post {
        id: PostId(row.get(0)?),
        account: AccountId(row.get(1)?),
        posted_at: read_some(row, 2, parsed)?,
        kind: read_some(row, 3, PostKind::from_key)?,
        sponsored: row.get(4)?,
        counts: Counts {
            views: count(5)?,
            reach: count(6)?,
            likes: count(7)?,
            comments: count(8)?,
            shares: count(9)?,
            saves: count(10)?,
        },
        url: row.get(11)?,
    })
}

impl Store {
    /// The posts of an account, newest first, undated ones last.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn posts(&self, account: AccountId) -> Result<Vec<Post>, StoreError> {
        let mut posts = of_account(&self.conn, account)?;
        posts.sort_by_key(|post| Reverse(post.posted_at));
        Ok(posts)
    }
}

/// The posts of an account in the order they were added.
pub(super) fn of_account(conn: &rusqlite::Connection, account: AccountId) -> Result<Vec<Post>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM posts WHERE account_id = ?1 ORDER BY id");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([account.0])?;
    let mut posts = Vec::new();
    while let Some(row) = rows.next()? {
        posts.push(row_to_post(row)?);
    }
    Ok(posts)
}

impl Tx<'_> {
    /// Adds a post of `post.account`; `post.id` is ignored.
    ///
    /// # Errors
    /// If the account is gone or a count doesn't fit.
    pub fn add_post(&self, post: &Post) -> Result<PostId, StoreError> {
        let sql = "INSERT INTO posts (account_id, posted_at, kind, sponsored, views, reach, likes, comments, shares,
                   saves, url) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        Ok(PostId(self.write_post(post.account.0, sql, post)?))
    }

    /// Makes the stored post equal to `post`; it stays with its account.
    ///
    /// # Errors
    /// If it is gone or a count doesn't fit.
    pub fn update_post(&self, post: &Post) -> Result<(), StoreError> {
        let sql = "UPDATE posts SET posted_at = ?2, kind = ?3, sponsored = ?4, views = ?5, reach = ?6, likes = ?7,
                   comments = ?8, shares = ?9, saves = ?10, url = ?11 WHERE id = ?1";
        self.write_post(post.id.0, sql, post).map(|_| ())
    }

    /// Removes a post.
    ///
    /// # Errors
    /// If it is gone already.
    pub fn remove_post(&self, id: PostId) -> Result<(), StoreError> {
        self.one("post", "DELETE FROM posts WHERE id = ?1", [id.0])
    }

    /// Both statements take the same list; the first value is the owner or the post itself.
    fn write_post(&self, first: i64, sql: &str, post: &Post) -> Result<i64, StoreError> {
        let counts = &post.counts;
        self.one(
            "post",
            sql,
            params![
                first,
                post.posted_at.map(time).transpose()?,
                post.kind.map(PostKind::key),
                post.sponsored,
                count(counts.views)?,
                count(counts.reach)?,
                count(counts.likes)?,
                count(counts.comments)?,
                count(counts.shares)?,
                count(counts.saves)?,
                text(&post.url)?
            ],
        )?;
        Ok(self.conn.last_insert_rowid())
    }
}

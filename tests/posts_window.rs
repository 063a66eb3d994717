//! Posts typed in by hand, as somebody does who has the creator's profile open beside the window.

use eframe::egui::{self, Key, Modifiers};
use smallmighty::domain::{Post, PostKind};

use crate::window::Screen;

/// A roster with one creator, shown with their posts.
fn marta() -> Screen {
    let mut screen = Screen::empty();
    screen.harness.event(egui::Event::Paste("Name\tHandle\tPlatform\nMarta\t@marta\tInstagram\n".to_owned()));
    screen.settle();
    screen.click("Import 1 row");
    screen.select_first();
    screen.click("Posts");
    screen
}

fn posts(screen: &Screen) -> Vec<Post> {
    screen.model().roster.cards[0].entry.posts.clone()
}

#[test]
fn posts_are_added_one_after_the_other_by_keyboard() {
    let mut screen = marta();
    assert!(screen.sees("No posts yet"));
    screen.click("Add posts…");
    for (day, likes) in [("2026-01-02", "1,204"), ("2026-01-05", "980")] {
        // The first field has the keyboard already.
        screen.harness.event(egui::Event::Text(day.to_owned()));
        screen.press(Modifiers::NONE, Key::Tab);
        screen.type_into("Likes", likes);
        screen.press(Modifiers::NONE, Key::Enter);
        screen.settle();
    }
    assert!(screen.sees("2 posts added"));
    screen.press(Modifiers::NONE, Key::Escape);
    let found = posts(&screen);
    let likes: Vec<_> = found.iter().map(|post| post.counts.likes).collect();
    assert_eq!(likes, [Some(980), Some(1_204)], "the newest first");
    assert_eq!(found[0].posted_at.map(|at| at.date().to_string()).as_deref(), Some("2026-01-05"));
    assert_eq!((found[0].kind, found[0].sponsored, found[0].counts.views), (Some(PostKind::Image), Some(false), None));
}

#[test]
fn what_cant_be_read_stays_in_the_form() {
    let mut screen = marta();
    screen.click("Add posts…");
    screen.click("Save post");
    assert!(screen.sees("Enter at least one number"));
    screen.type_into("Likes", "many");
    screen.click("Save post");
    assert!(screen.sees("isn't a count"));
    assert!(posts(&screen).is_empty());
    screen.click("Cancel");
    assert!(posts(&screen).is_empty());
}

#[test]
fn a_post_is_changed_and_removed_and_brought_back() {
    let mut screen = marta();
    screen.click("Add posts…");
    screen.type_into("Posted on", "2026-01-02");
    screen.type_into("Likes", "100");
    screen.click("Save post");
    screen.click("Done");
    let before = posts(&screen)[0].clone();
    screen.click("Change post of 2026-01-02");
    screen.type_into("Comments", "7");
    screen.click("Save post");
    let after = posts(&screen)[0].clone();
    assert_eq!((after.counts.likes, after.counts.comments, after.posted_at), (Some(100), Some(7), before.posted_at));
    screen.click("Change post of 2026-01-02");
    screen.click("Remove post");
    assert!(posts(&screen).is_empty() && screen.sees("Removed post"));
    screen.press(Modifiers::COMMAND, Key::Z);
    screen.settle();
    assert_eq!(posts(&screen), [after]);
}

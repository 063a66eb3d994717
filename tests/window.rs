//! The window, driven by accessible names: every page, by mouse and by keyboard.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers, Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use smallmighty::app::Folders;
use smallmighty::domain::{Currency, Money, Offer, Platform};
use smallmighty::ui::{Start, Window};
use tempfile::TempDir;

/// A window of its own, on folders of its own.
pub struct Desk {
    pub harness: Harness<'static, Window>,
    pub folder: TempDir,
}

impl Desk {
    pub fn open(start: Start, theme: Theme, size: egui::Vec2) -> Desk {
        Desk::open_in(TempDir::new().expect("a folder"), start, theme, size)
    }

    pub fn open_in(folder: TempDir, start: Start, theme: Theme, size: egui::Vec2) -> Desk {
        let folders = Folders::under(folder.path().join("data")).expect("folders");
        let harness = Harness::builder()
            .with_size(size)
            .with_theme(theme)
            .with_max_steps(60)
            .build_eframe(move |creation| Window::new(&creation.egui_ctx, &start, folders).with_typed_paths());
        let mut desk = Desk { harness, folder };
        desk.settle();
        desk
    }

    pub fn sample() -> Desk {
        Desk::open(Start::Sample, Theme::Light, vec2(1280.0, 800.0))
    }

    pub fn empty() -> Desk {
        Desk::open_empty(Theme::Light)
    }

    pub fn open_empty(theme: Theme) -> Desk {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("mine.smallmighty");
        Desk::open_in(folder, Start::File(path), theme, vec2(1280.0, 800.0))
    }

    /// Chooses a theme through the palette.
    #[cfg(feature = "pictures")]
    pub fn choose_theme(&mut self, theme: &str) {
        self.press(Modifiers::COMMAND, Key::K);
        let field = self.harness.get_by_role_and_label(Role::TextInput, "Search or do");
        field.type_text(&format!("theme: {theme}"));
        self.settle();
        self.press(Modifiers::NONE, Key::Enter);
    }

    /// Drops a small list onto the window.
    #[cfg(feature = "pictures")]
    pub fn import_example(&mut self) {
        let path = self.folder.path().join("list.csv");
        let list = "Name,Handle,Platform,Followers,ER,Fee\nMarta,@marta,Instagram,12.4K,3.4 %,95 €\nJo,@jo,TikTok,n/a,,\n,,,5,,\n";
        std::fs::write(&path, list).unwrap();
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
        self.settle();
    }

    /// Selects the first creator of the roster's table.
    #[cfg(feature = "pictures")]
    pub fn select_first(&mut self) {
        self.harness.query_all_by_role(Role::ListBoxOption).next().expect("a row").click();
        self.settle();
    }

    /// Lets frames pass until nothing is running any more.
    pub fn settle(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            self.harness.run_steps(2);
            // An answer that has just come may start the next piece of work, so rest is asked for twice.
            let busy = |desk: &Desk| desk.harness.state().planner().is_some_and(smallmighty::app::Planner::busy);
            if !busy(self) {
                self.harness.run_steps(3);
                if !busy(self) {
                    return;
                }
            }
            assert!(Instant::now() < deadline, "the window never comes to rest");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.settle();
    }

    pub fn go(&mut self, page: &str) {
        self.harness.get_by_role_and_label(Role::Tab, page).click();
        self.settle();
    }

    pub fn type_into(&mut self, label: &str, text: &str) {
        self.harness.get_by_role_and_label(Role::TextInput, label).focus();
        self.harness.run_steps(2);
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.harness.get_by_role_and_label(Role::TextInput, label).type_text(text);
        self.harness.run_steps(2);
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    pub fn sees(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }

    pub fn model(&self) -> &smallmighty::app::Model {
        self.harness.state().planner().expect("an open roster").model()
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn every_page_paints_in_every_size() {
    for size in [vec2(1024.0, 700.0), vec2(1280.0, 800.0), vec2(2560.0, 1440.0)] {
        let mut desk = Desk::open(Start::Sample, Theme::Dark, size);
        for page in ["Roster", "Campaign", "Pitch", "Settings"] {
            desk.go(page);
            assert!(desk.harness.unnamed_widgets().is_empty(), "{page} has fields without a name");
        }
    }
}

#[test]
fn the_welcome_leads_to_the_sample() {
    let mut desk = Desk::empty();
    assert!(desk.sees("Import your list…"));
    desk.click("Open sample roster");
    assert!(desk.sees("Proved best"), "the campaign page opens with its proof");
    assert!(desk.sees("Make pitch"));
    assert_eq!(desk.model().roster.cards.len(), 300);
}

#[test]
fn searching_narrows_the_table() {
    let mut desk = Desk::sample();
    desk.go("Roster");
    let name = desk.model().roster.cards[7].name().to_owned();
    desk.type_into("Search creators", &name);
    desk.settle();
    assert!(desk.sees(&format!("of {}", 300)));
    assert!(desk.sees(&name));
    desk.click("Clear filters ×");
    assert!(!desk.sees("of 300"));
}

#[test]
fn a_creator_is_added_edited_removed_and_brought_back() {
    let mut desk = Desk::sample();
    desk.go("Roster");
    desk.click("Add creator");
    desk.type_into("Handle or address of the profile", "https://www.tiktok.com/@zz.new");
    desk.type_into("Name; the handle stands in", "Zora New");
    desk.type_into("Followers; empty while unknown", "12.4K");
    desk.click("Add");
    assert_eq!(desk.model().roster.cards.len(), 301);
    let card = desk.model().roster.cards.last().expect("a card").clone();
    assert_eq!((card.name(), card.followers), ("Zora New", Some(12_400)));
    desk.type_into("Search creators", "zora");
    desk.settle();
    desk.harness.get_by_role(Role::ListBoxOption).click();
    desk.settle();
    desk.click("Edit…");
    desk.type_into("Place", "Nowhere");
    desk.click("Save creator");
    assert_eq!(desk.model().roster.cards.last().expect("a card").entry.creator.place, "Nowhere");
    desk.click("Remove");
    assert_eq!(desk.model().roster.cards.len(), 300);
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.model().roster.cards.len(), 301, "undo brings them back");
}

#[test]
fn the_keyboard_walks_the_table() {
    let mut desk = Desk::sample();
    desk.go("Roster");
    desk.harness.ctx.memory_mut(|memory| {
        if let Some(id) = memory.focused() {
            memory.surrender_focus(id);
        }
    });
    desk.press(Modifiers::NONE, Key::ArrowDown);
    desk.press(Modifiers::NONE, Key::ArrowDown);
    let second = {
        let mut names: Vec<_> =
            desk.model().roster.cards.iter().map(|card| (card.folded.clone(), card.name().to_owned())).collect();
        names.sort();
        names[1].1.clone()
    };
    let selected: Vec<_> = desk
        .harness
        .query_all_by_role(Role::ListBoxOption)
        .filter(|node| node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True))
        .map(|node| node.accesskit_node().label().unwrap_or_default())
        .collect();
    assert_eq!(selected.len(), 1);
    assert!(selected[0].starts_with(&second), "{selected:?} should be {second}");
}

#[test]
fn money_is_typed_and_undone() {
    let mut desk = Desk::sample();
    desk.type_into("Money", "300");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.model().brief().expect("a brief").budget.minor, 30_000);
    assert!(desk.sees("A · 300"));
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.model().brief().expect("a brief").budget.minor, 50_000);
}

#[test]
fn pins_and_bars_are_rules() {
    let mut desk = Desk::sample();
    let name = desk.model().plan.bench.as_ref().expect("a bench")[0].name.clone();
    desk.click(&format!("Pin {name}"));
    let rows = &desk.model().plan.answer.clone().unwrap().unwrap().rows;
    assert!(rows.iter().any(|row| row.name == name && row.pinned));
    desk.click(&format!("Never {name}"));
    let rows = &desk.model().plan.answer.clone().unwrap().unwrap().rows;
    assert!(rows.iter().all(|row| row.name != name));
    assert!(desk.sees(&format!("Without {name}")));
    desk.harness.get_by_label(&format!("Remove rule: Without {name}")).scroll_to_me();
    desk.settle();
    desk.click(&format!("Remove rule: Without {name}"));
    assert!(!desk.sees(&format!("Without {name}")));
}

#[test]
fn a_dropped_list_is_mapped_and_imported() {
    let mut desk = Desk::empty();
    let path = desk.folder.path().join("list.csv");
    std::fs::write(&path, "Name,Handle,Platform,Followers\nMarta,@marta,Instagram,12.4K\nJo,@jo,TikTok,\n").unwrap();
    desk.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    desk.settle();
    assert!(desk.sees("A list of creators"));
    assert!(desk.sees("What would happen"));
    desk.click("Import 2 rows");
    assert_eq!(desk.model().roster.cards.len(), 2);
    assert_eq!(desk.model().roster.cards[1].followers, None);
}

#[test]
fn a_pasted_table_is_a_list() {
    let mut desk = Desk::empty();
    desk.harness.event(egui::Event::Paste("Name\tFollowers\nMarta\t900\n".to_owned()));
    desk.settle();
    assert!(desk.sees("Pasted table"));
    desk.click("Import 1 row");
    assert_eq!(desk.model().roster.cards.len(), 1);
}

#[test]
fn a_pitch_is_written_where_the_user_says() {
    let mut desk = Desk::sample();
    desk.go("Pitch");
    desk.click("Write pitch…");
    let out = desk.folder.path().join("out");
    desk.type_into("Path", &out.display().to_string());
    desk.click("Write");
    assert_eq!(std::fs::read_dir(&out).expect("a folder").count(), 2);
    assert!(desk.sees("Pitch written"));
}

#[test]
fn the_palette_finds_deeds_and_creators() {
    let mut desk = Desk::sample();
    desk.press(Modifiers::COMMAND, Key::K);
    desk.harness.get_by_role_and_label(Role::TextInput, "Search or do").type_text("settings");
    desk.settle();
    desk.press(Modifiers::NONE, Key::Enter);
    assert!(desk.sees("How things are written"));
    let name = desk.model().roster.cards[3].name().to_owned();
    desk.press(Modifiers::COMMAND, Key::K);
    desk.harness.get_by_role_and_label(Role::TextInput, "Search or do").type_text(&name);
    desk.settle();
    desk.press(Modifiers::NONE, Key::Enter);
    assert!(desk.sees("Readings"), "the creator is shown in the roster");
}

#[test]
fn a_campaign_is_made_by_keyboard_alone() {
    let mut desk = Desk::sample();
    desk.press(Modifiers::COMMAND, Key::K);
    desk.harness.get_by_role_and_label(Role::TextInput, "Search or do").type_text("new campaign");
    desk.settle();
    desk.press(Modifiers::NONE, Key::Enter);
    desk.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Winter");
    desk.settle();
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.model().open_scenario().expect("open").0.name, "Winter");
    assert!(desk.sees("Proved best"));
}

#[test]
fn a_damaged_file_is_told_and_left() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("mine.smallmighty");
    std::fs::write(&path, "this is no roster").unwrap();
    let desk = Desk::open_in(folder, Start::File(path.clone()), Theme::Light, vec2(1280.0, 800.0));
    assert!(desk.sees("This roster wasn't opened"));
    assert!(desk.sees("Open sample roster"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "this is no roster");
}

#[test]
fn an_offer_keeps_its_currency_and_where_its_fee_comes_from() {
    let mut desk = Desk::empty();
    desk.harness
        .event(egui::Event::Paste("Name\tHandle\tPlatform\tFee\nMarta\t@marta\tInstagram\t95 USD\n".to_owned()));
    desk.settle();
    desk.click("Import 1 row");
    let offer = |desk: &Desk| desk.model().roster.cards[0].entry.offers[0].clone();
    let before = offer(&desk);
    desk.harness.get_by_role(Role::ListBoxOption).click();
    desk.settle();
    desk.click("Offers");
    desk.click(&format!("Edit offer {}", before.summary()));
    desk.type_into("Note", "answers late");
    desk.click("Save offer");
    assert_eq!(offer(&desk), Offer { note: "answers late".to_owned(), ..before.clone() });
    desk.click(&format!("Edit offer {}", before.summary()));
    desk.type_into("Fee in $; empty while unknown", "80");
    desk.click("Save offer");
    let after = offer(&desk);
    assert_eq!((after.fee, after.source.as_str()), (Some(Money::from_minor(8_000, Currency::USD)), "typed in"));
}

#[test]
fn no_form_opens_on_a_file_that_can_only_be_read() {
    let mut first = Desk::empty();
    first.harness.event(egui::Event::Paste("Name\tFollowers\nMarta\t900\n".to_owned()));
    first.settle();
    first.click("Import 1 row");
    let path = first.folder.path().join("mine.smallmighty");
    let folder = TempDir::new().expect("a folder");
    let mut desk = Desk::open_in(folder, Start::File(path), Theme::Light, vec2(1280.0, 800.0));
    desk.click("Open read only");
    desk.harness.get_by_role(Role::ListBoxOption).click();
    desk.settle();
    for button in ["Add creator", "Edit…", "Remove"] {
        assert!(desk.harness.get_by_label(button).accesskit_node().is_disabled(), "{button}");
    }
    desk.press(Modifiers::NONE, Key::Enter);
    assert!(!desk.sees("Edit creator"));
    assert!(desk.sees("This file is open for reading only"));
}

#[test]
fn enter_sends_a_form_only_from_a_field() {
    let mut desk = Desk::sample();
    desk.go("Roster");
    desk.click("Add creator");
    desk.type_into("Name; the handle stands in", "Zora");
    desk.harness.get_by_role_and_label(Role::ComboBox, "Platform").focus();
    desk.press(Modifiers::NONE, Key::Enter);
    let open = |desk: &Desk| desk.harness.query_by_value("None yet").is_some();
    assert!(open(&desk), "the form is open and no platform is chosen");
    desk.press(Modifiers::NONE, Key::Escape);
    desk.harness.get_by_role_and_label(Role::Button, "Cancel").focus();
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!((desk.model().roster.cards.len(), open(&desk)), (300, false));
    desk.click("Add creator");
    desk.type_into("Name; the handle stands in", "Zora");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.model().roster.cards.last().expect("a card").name(), "Zora");
    assert!(desk.model().roster.cards.last().expect("a card").entry.accounts.is_empty());
}

#[test]
fn a_creator_and_accounts_are_saved_as_one_step() {
    let mut desk = Desk::sample();
    desk.go("Roster");
    desk.harness.query_all_by_role(Role::ListBoxOption).next().expect("a row").click();
    desk.settle();
    let entries = |desk: &Desk| desk.model().roster.cards.iter().map(|card| card.entry.clone()).collect::<Vec<_>>();
    let before = entries(&desk);
    for (end, stored) in [("Cancel", false), ("Save creator", true)] {
        desk.press(Modifiers::NONE, Key::Enter);
        desk.type_into("Place", "Nowhere");
        for button in ["Remove account 1", "+ Add account"] {
            desk.harness.get_by_label(button).scroll_to_me();
            desk.settle();
            desk.click(button);
        }
        let last = desk.harness.query_all_by_label_contains("Handle of account").count();
        desk.type_into(&format!("Handle of account {last}"), "https://www.tiktok.com/@zz.new");
        desk.type_into(&format!("Followers of account {last}"), "9K");
        desk.click(end);
        assert_eq!(entries(&desk) != before, stored);
    }
    let card = desk.model().roster.cards.iter().find(|card| card.entry.creator.place == "Nowhere").expect("stored");
    let account = card.entry.accounts.last().expect("an account");
    assert_eq!(
        (account.handle.as_str(), account.platform, account.followers()),
        ("zz.new", Platform::TikTok, Some(9_000))
    );
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(entries(&desk), before, "one undo brings all of it back");
}

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
pub struct Screen {
    pub harness: Harness<'static, Window>,
    pub folder: TempDir,
}

impl Screen {
    pub fn open(start: Start, theme: Theme, size: egui::Vec2) -> Screen {
        Screen::open_in(TempDir::new().expect("a folder"), start, theme, size)
    }

    pub fn open_in(folder: TempDir, start: Start, theme: Theme, size: egui::Vec2) -> Screen {
        let folders = Folders::under(folder.path().join("data")).expect("folders");
        let harness = Harness::builder()
            .with_size(size)
            .with_theme(theme)
            .with_max_steps(60)
            .build_eframe(move |creation| Window::new(&creation.egui_ctx, &start, folders).with_typed_paths());
        let mut screen = Screen { harness, folder };
        screen.settle();
        screen
    }

    pub fn sample() -> Screen {
        Screen::open(Start::Sample, Theme::Light, vec2(1280.0, 800.0))
    }

    pub fn empty() -> Screen {
        Screen::open_empty(Theme::Light)
    }

    pub fn open_empty(theme: Theme) -> Screen {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("mine.smallmighty");
        Screen::open_in(folder, Start::File(path), theme, vec2(1280.0, 800.0))
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
            let busy = |screen: &Screen| screen.harness.state().planner().is_some_and(smallmighty::app::Planner::busy);
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
        self.show(label);
        self.harness.get_by_label(label).click();
        self.settle();
    }

    /// Scrolls to what is called so, as a person would before clicking it.
    pub fn show(&mut self, label: &str) {
        let below = self.harness.ctx.content_rect().bottom() - 40.0;
        let node = self.harness.get_by_label(label);
        if node.rect().bottom() > below || node.rect().top() < 48.0 {
            node.scroll_to_me();
            self.settle();
        }
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
        let mut screen = Screen::open(Start::Sample, Theme::Dark, size);
        for page in ["Roster", "Campaign", "Pitch", "Results", "Settings"] {
            screen.go(page);
            assert!(screen.harness.unnamed_widgets().is_empty(), "{page} has fields without a name");
        }
    }
}

#[test]
fn the_welcome_leads_to_the_sample() {
    let mut screen = Screen::empty();
    assert!(screen.sees("Import your list…"));
    screen.click("Open sample roster");
    assert!(screen.sees("Proved best"), "the campaign page opens with its proof");
    assert!(screen.sees("Make pitch"));
    assert_eq!(screen.model().roster.cards.len(), 300);
}

#[test]
fn searching_narrows_the_table() {
    let mut screen = Screen::sample();
    screen.go("Roster");
    let name = screen.model().roster.cards[7].name().to_owned();
    screen.type_into("Search creators", &name);
    screen.settle();
    assert!(screen.sees(&format!("of {}", 300)));
    assert!(screen.sees(&name));
    screen.click("Clear filters ×");
    assert!(!screen.sees("of 300"));
}

#[test]
fn a_creator_is_added_edited_removed_and_brought_back() {
    let mut screen = Screen::sample();
    screen.go("Roster");
    screen.click("Add creator");
    screen.type_into("Handle or address of the profile", "https://www.tiktok.com/@zz.new");
    screen.type_into("Name; the handle stands in", "Zora New");
    screen.type_into("Followers; empty while unknown", "12.4K");
    screen.click("Add");
    assert_eq!(screen.model().roster.cards.len(), 301);
    let card = screen.model().roster.cards.last().expect("a card").clone();
    assert_eq!((card.name(), card.followers), ("Zora New", Some(12_400)));
    screen.type_into("Search creators", "zora");
    screen.settle();
    screen.harness.get_by_role(Role::ListBoxOption).click();
    screen.settle();
    screen.click("Edit…");
    screen.type_into("Place", "Nowhere");
    screen.click("Save creator");
    assert_eq!(screen.model().roster.cards.last().expect("a card").entry.creator.place, "Nowhere");
    screen.click("Remove");
    assert_eq!(screen.model().roster.cards.len(), 300);
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(screen.model().roster.cards.len(), 301, "undo brings them back");
}

#[test]
fn the_keyboard_walks_the_table() {
    let mut screen = Screen::sample();
    screen.go("Roster");
    screen.harness.ctx.memory_mut(|memory| {
        if let Some(id) = memory.focused() {
            memory.surrender_focus(id);
        }
    });
    screen.press(Modifiers::NONE, Key::ArrowDown);
    screen.press(Modifiers::NONE, Key::ArrowDown);
    let second = {
        let mut names: Vec<_> =
            screen.model().roster.cards.iter().map(|card| (card.folded.clone(), card.name().to_owned())).collect();
        names.sort();
        names[1].1.clone()
    };
    let selected: Vec<_> = screen
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
    let mut screen = Screen::sample();
    screen.type_into("Money", "300");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.model().brief().expect("a brief").budget.minor, 30_000);
    assert!(screen.sees("A · 300"));
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(screen.model().brief().expect("a brief").budget.minor, 50_000);
}

#[test]
fn pins_and_bars_are_rules() {
    let mut screen = Screen::sample();
    let name = screen.model().plan.bench.as_ref().expect("a bench")[0].name.clone();
    screen.click(&format!("Pin {name}"));
    let rows = &screen.model().plan.answer.clone().unwrap().unwrap().rows;
    assert!(rows.iter().any(|row| row.name == name && row.pinned));
    screen.click(&format!("Never {name}"));
    let rows = &screen.model().plan.answer.clone().unwrap().unwrap().rows;
    assert!(rows.iter().all(|row| row.name != name));
    assert!(screen.sees(&format!("Without {name}")));
    screen.harness.get_by_label(&format!("Remove rule: Without {name}")).scroll_to_me();
    screen.settle();
    screen.click(&format!("Remove rule: Without {name}"));
    assert!(!screen.sees(&format!("Without {name}")));
}

#[test]
fn a_dropped_list_is_mapped_and_imported() {
    let mut screen = Screen::empty();
    let path = screen.folder.path().join("list.csv");
    std::fs::write(&path, "Name,Handle,Platform,Followers\nMarta,@marta,Instagram,12.4K\nJo,@jo,TikTok,\n").unwrap();
    screen.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    screen.settle();
    assert!(screen.sees("A list of creators"));
    assert!(screen.sees("What would happen"));
    screen.click("Import 2 rows");
    assert_eq!(screen.model().roster.cards.len(), 2);
    assert_eq!(screen.model().roster.cards[1].followers, None);
}

#[test]
fn a_pasted_table_is_a_list() {
    let mut screen = Screen::empty();
    screen.harness.event(egui::Event::Paste("Name\tFollowers\nMarta\t900\n".to_owned()));
    screen.settle();
    assert!(screen.sees("Pasted table"));
    screen.click("Import 1 row");
    assert_eq!(screen.model().roster.cards.len(), 1);
}

#[test]
fn a_pitch_is_written_where_the_user_says() {
    let mut screen = Screen::sample();
    screen.go("Pitch");
    screen.click("Write pitch…");
    let out = screen.folder.path().join("out");
    screen.type_into("Path", &out.display().to_string());
    screen.click("Write");
    assert_eq!(std::fs::read_dir(&out).expect("a folder").count(), 2);
    assert!(screen.sees("Pitch written"));
}

#[test]
fn the_palette_finds_deeds_and_creators() {
    let mut screen = Screen::sample();
    screen.press(Modifiers::COMMAND, Key::K);
    screen.harness.get_by_role_and_label(Role::TextInput, "Search or do").type_text("settings");
    screen.settle();
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("How things are written"));
    let name = screen.model().roster.cards[3].name().to_owned();
    screen.press(Modifiers::COMMAND, Key::K);
    screen.harness.get_by_role_and_label(Role::TextInput, "Search or do").type_text(&name);
    screen.settle();
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(screen.sees("Readings"), "the creator is shown in the roster");
}

#[test]
fn a_campaign_is_made_by_keyboard_alone() {
    let mut screen = Screen::sample();
    screen.press(Modifiers::COMMAND, Key::K);
    screen.harness.get_by_role_and_label(Role::TextInput, "Search or do").type_text("new campaign");
    screen.settle();
    screen.press(Modifiers::NONE, Key::Enter);
    screen.harness.get_by_role_and_label(Role::TextInput, "Name").type_text("Winter");
    screen.settle();
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.model().open_scenario().expect("open").0.name, "Winter");
    assert!(screen.sees("Proved best"));
}

#[test]
fn a_damaged_file_is_told_and_left() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("mine.smallmighty");
    std::fs::write(&path, "this is no roster").unwrap();
    let screen = Screen::open_in(folder, Start::File(path.clone()), Theme::Light, vec2(1280.0, 800.0));
    assert!(screen.sees("This roster wasn't opened"));
    assert!(screen.sees("Open sample roster"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "this is no roster");
}

#[test]
fn an_offer_keeps_its_currency_and_where_its_fee_comes_from() {
    let mut screen = Screen::empty();
    screen
        .harness
        .event(egui::Event::Paste("Name\tHandle\tPlatform\tFee\nMarta\t@marta\tInstagram\t95 USD\n".to_owned()));
    screen.settle();
    screen.click("Import 1 row");
    let offer = |screen: &Screen| screen.model().roster.cards[0].entry.offers[0].clone();
    let before = offer(&screen);
    screen.harness.get_by_role(Role::ListBoxOption).click();
    screen.settle();
    screen.click("Offers");
    screen.click(&format!("Edit offer {}", before.summary()));
    screen.type_into("Note", "answers late");
    screen.click("Save offer");
    assert_eq!(offer(&screen), Offer { note: "answers late".to_owned(), ..before.clone() });
    screen.click(&format!("Edit offer {}", before.summary()));
    screen.type_into("Fee in $; empty while unknown", "80");
    screen.click("Save offer");
    let after = offer(&screen);
    assert_eq!((after.fee, after.source.as_str()), (Some(Money::from_minor(8_000, Currency::USD)), "typed in"));
}

#[test]
fn no_form_opens_on_a_file_that_can_only_be_read() {
    let mut first = Screen::empty();
    first.harness.event(egui::Event::Paste("Name\tFollowers\nMarta\t900\n".to_owned()));
    first.settle();
    first.click("Import 1 row");
    let path = first.folder.path().join("mine.smallmighty");
    let folder = TempDir::new().expect("a folder");
    let mut screen = Screen::open_in(folder, Start::File(path), Theme::Light, vec2(1280.0, 800.0));
    screen.click("Open read only");
    screen.harness.get_by_role(Role::ListBoxOption).click();
    screen.settle();
    for button in ["Add creator", "Edit…", "Remove"] {
        assert!(screen.harness.get_by_label(button).accesskit_node().is_disabled(), "{button}");
    }
    screen.press(Modifiers::NONE, Key::Enter);
    assert!(!screen.sees("Edit creator"));
    assert!(screen.sees("This file is open for reading only"));
}

#[test]
fn enter_sends_a_form_only_from_a_field() {
    let mut screen = Screen::sample();
    screen.go("Roster");
    screen.click("Add creator");
    screen.type_into("Name; the handle stands in", "Zora");
    screen.harness.get_by_role_and_label(Role::ComboBox, "Platform").focus();
    screen.press(Modifiers::NONE, Key::Enter);
    let open = |screen: &Screen| screen.harness.query_by_value("None yet").is_some();
    assert!(open(&screen), "the form is open and no platform is chosen");
    screen.press(Modifiers::NONE, Key::Escape);
    screen.harness.get_by_role_and_label(Role::Button, "Cancel").focus();
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!((screen.model().roster.cards.len(), open(&screen)), (300, false));
    screen.click("Add creator");
    screen.type_into("Name; the handle stands in", "Zora");
    screen.press(Modifiers::NONE, Key::Enter);
    assert_eq!(screen.model().roster.cards.last().expect("a card").name(), "Zora");
    assert!(screen.model().roster.cards.last().expect("a card").entry.accounts.is_empty());
}

#[test]
fn a_creator_and_accounts_are_saved_as_one_step() {
    let mut screen = Screen::sample();
    screen.go("Roster");
    screen.harness.query_all_by_role(Role::ListBoxOption).next().expect("a row").click();
    screen.settle();
    let entries =
        |screen: &Screen| screen.model().roster.cards.iter().map(|card| card.entry.clone()).collect::<Vec<_>>();
    let before = entries(&screen);
    for (end, stored) in [("Cancel", false), ("Save creator", true)] {
        screen.press(Modifiers::NONE, Key::Enter);
        screen.type_into("Place", "Nowhere");
        for button in ["Remove account 1", "+ Add account"] {
            screen.harness.get_by_label(button).scroll_to_me();
            screen.settle();
            screen.click(button);
        }
        let last = screen.harness.query_all_by_label_contains("Handle of account").count();
        screen.type_into(&format!("Handle of account {last}"), "https://www.tiktok.com/@zz.new");
        screen.type_into(&format!("Followers of account {last}"), "9K");
        screen.click(end);
        assert_eq!(entries(&screen) != before, stored);
    }
    let card = screen.model().roster.cards.iter().find(|card| card.entry.creator.place == "Nowhere").expect("stored");
    let account = card.entry.accounts.last().expect("an account");
    assert_eq!(
        (account.handle.as_str(), account.platform, account.followers()),
        ("zz.new", Platform::TikTok, Some(9_000))
    );
    screen.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(entries(&screen), before, "one undo brings all of it back");
}

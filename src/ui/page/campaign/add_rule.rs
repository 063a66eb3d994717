//! The menu that adds a rule: what about, then whom, then how much.

use eframe::egui::{Popup, PopupCloseBehavior, ScrollArea, Ui};

use super::brief::{Change, keep};
use super::pick::{PickState, creators_ui, line_ui, list_ui, search_ui};
use crate::app::model::Model;
use crate::app::rule_groups::GroupKind;
use crate::app::rule_words::group_words;
use crate::domain::text::fold;
use crate::domain::{Brief, CreatorId, Group, Metric, Rule};
use crate::ui::widget::{flush_link_ui, group_label_ui, link_button_ui, muted_ui, primary_button_ui, toggle};

/// What adding a rule is called.
pub const ADDED: &str = "Add rule";

const WIDTH: f32 = 280.0;
/// What the window keeps free above and below the menu.
const MENU_MARGIN: f32 = 56.0;
/// More groups than this are searched by typing.
const SEARCHED: usize = 8;
/// What one result of an offer may cost, against what is usual, in a new rule.
const ABOVE_USUAL: f64 = 1.5;

/// How far the menu has been followed.
#[derive(Default)]
pub struct AddState {
    step: Step,
    pick: PickState,
    sought: String,
}

/// A rule about several creators.
type OfSeveral = fn(Vec<CreatorId>) -> Rule;

#[derive(Default)]
enum Step {
    #[default]
    Kinds,
    Costs(Vec<Rule>),
    Groups(GroupKind, Vec<(Group, usize)>),
    Group(Group),
    One(fn(CreatorId) -> Rule, &'static str),
    Several(OfSeveral, &'static str, Vec<CreatorId>),
}

/// What was clicked in the menu.
enum Chosen {
    Step(Step),
    Rule(Rule),
}

/// Paints the button and, while it is open, its menu.
pub fn add_rule_ui(ui: &mut Ui, model: &Model, brief: &mut Brief, state: &mut AddState, change: &mut Option<Change>) {
    let button = flush_link_ui(ui, "+ Add rule");
    if button.clicked() {
        *state = AddState::default();
    }
    let menu = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(WIDTH)
        .accessible_name("Rules to add");
    menu.show(|ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 2.0;
        // In a low window the menu scrolls, so that no rule is out of reach.
        let room = (ui.ctx().content_rect().height() - MENU_MARGIN).max(120.0);
        let chosen = ScrollArea::vertical().max_height(room).show(ui, |ui| step_ui(ui, model, brief, state)).inner;
        match chosen {
            None => {}
            Some(Chosen::Step(step)) => {
                *state = AddState { step, ..AddState::default() };
            }
            Some(Chosen::Rule(rule)) => {
                // Nobody can have to be in and have to stay out.
                if let Rule::MustHave(id) | Rule::Never(id) = rule {
                    brief.rules.retain(|known| !matches!(known, Rule::MustHave(c) | Rule::Never(c) if *c == id));
                }
                brief.rules.push(rule);
                keep(change, ADDED);
                ui.close();
            }
        }
    });
}

fn step_ui(ui: &mut Ui, model: &Model, brief: &Brief, state: &mut AddState) -> Option<Chosen> {
    let back = !matches!(state.step, Step::Kinds)
        && link_button_ui(ui, "‹ Back").accessible_name("Back to all rules").clicked();
    let chosen = match &mut state.step {
        Step::Kinds => kinds_ui(ui, model, brief),
        Step::Costs(rules) => {
            group_label_ui(ui, "No offer that costs more than");
            rules_ui(ui, model, brief, rules)
        }
        Step::Groups(kind, groups) => groups_ui(ui, *kind, groups, &mut state.sought),
        Step::Group(group) => {
            group_label_ui(ui, capital(&group_words(group)).as_str());
            rules_ui(ui, model, brief, &of_group(group))
        }
        Step::One(rule, title) => {
            group_label_ui(ui, title);
            let named = |wanted: fn(CreatorId) -> Rule| -> Vec<CreatorId> {
                let ids = brief.rules.iter().flat_map(|rule| rule.creators());
                ids.copied().filter(|id| brief.rules.contains(&wanted(*id))).collect()
            };
            let known = named(*rule);
            creators_ui(ui, model, &mut state.pick, &known)
                .filter(|id| !known.contains(id))
                .map(|id| Chosen::Rule(rule(id)))
        }
        Step::Several(rule, title, ids) => several_ui(ui, model, brief, &mut state.pick, (*rule, title, ids)),
    };
    if back { Some(Chosen::Step(Step::Kinds)) } else { chosen }
}

/// The first page of the menu.
fn kinds_ui(ui: &mut Ui, model: &Model, brief: &Brief) -> Option<Chosen> {
    let mut chosen = None;
    let inside = match &model.plan.answer {
        Some(Ok(plan)) => plan.rows.len() as u32,
        _ => 5,
    };
    group_label_ui(ui, "How many and how much");
    let plain =
        [Rule::MinCreators(inside + 1), Rule::MaxCreators(inside.max(2) - 1), Rule::MaxShare(40), Rule::OffersEach(2)];
    chosen = rules_ui(ui, model, brief, &plain).or(chosen);
    let mut step_line_ui = |ui: &mut Ui, label: &str, step: &dyn Fn() -> Step| {
        if line_ui(ui, true, false, label, "›").clicked() {
            chosen = Some(Chosen::Step(step()));
        }
    };
    step_line_ui(ui, "What one result may cost", &|| Step::Costs(ceilings(model)));
    for kind in GroupKind::ALL {
        step_line_ui(ui, kind.label(), &|| Step::Groups(kind, model.rule_groups(kind)));
    }
    ui.add_space(4.0);
    group_label_ui(ui, "Certain creators");
    step_line_ui(ui, "With a creator", &|| Step::One(Rule::MustHave, "Who must be in"));
    step_line_ui(ui, "Without a creator", &|| Step::One(Rule::Never, "Who must stay out"));
    step_line_ui(ui, "Only one of several", &|| {
        Step::Several(Rule::NotTogether, "At most one of these: competitors, one household", Vec::new())
    });
    step_line_ui(ui, "All or none of several", &|| {
        Step::Several(Rule::OnlyTogether, "All of these or none: a duo, a group", Vec::new())
    });
    ui.add_space(4.0);
    group_label_ui(ui, "Money and time");
    let part = (brief.budget.minor / 10 / brief.budget.currency.scale()).max(1) * brief.budget.currency.scale();
    let mut rules = vec![Rule::Contingency(10)];
    rules.extend(["boosting", "production", "product"].map(|what| Rule::FixedCost(part, what.to_owned())));
    rules.push(Rule::Phases(60));
    rules_ui(ui, model, brief, &rules).or(chosen)
}

/// Rules to choose from; those a brief already has can't be chosen again.
fn rules_ui(ui: &mut Ui, model: &Model, brief: &Brief, rules: &[Rule]) -> Option<Chosen> {
    let mut chosen = None;
    for rule in rules {
        let known = brief.rules.iter().any(|known| known.same_kind(rule) || same_cost(known, rule));
        let line = line_ui(ui, !known, false, &model.rule_words(rule), "");
        if line.on_disabled_hover_text("The brief has this rule; change its number there").clicked() {
            chosen = Some(Chosen::Rule(rule.clone()));
        }
    }
    chosen
}

/// Whether both are fixed costs for the same thing.
fn same_cost(a: &Rule, b: &Rule) -> bool {
    matches!((a, b), (Rule::FixedCost(_, a), Rule::FixedCost(_, b)) if a == b)
}

fn groups_ui(ui: &mut Ui, kind: GroupKind, groups: &[(Group, usize)], sought: &mut String) -> Option<Chosen> {
    group_label_ui(ui, kind.label());
    if groups.is_empty() {
        muted_ui(ui, kind.nothing());
        return None;
    }
    let mut first = false;
    if groups.len() > SEARCHED {
        first = search_ui(ui, "Search", sought);
    }
    let wanted = fold(sought);
    let fits: Vec<&(Group, usize)> = groups.iter().filter(|(group, _)| fold(&name(group)).contains(&wanted)).collect();
    if fits.is_empty() {
        muted_ui(ui, "The roster has none of that name");
    }
    let mut chosen = fits.first().filter(|_| first).map(|(group, _)| group.clone());
    list_ui(ui, |ui| {
        for (group, count) in fits {
            let line = line_ui(ui, true, false, &name(group), &count.to_string());
            if line.on_hover_text("How many creators of the roster").clicked() {
                chosen = Some(group.clone());
            }
        }
    });
    chosen.map(|group| Chosen::Step(Step::Group(group)))
}

fn several_ui(
    ui: &mut Ui,
    model: &Model,
    brief: &Brief,
    pick: &mut PickState,
    (rule, title, ids): (OfSeveral, &str, &mut Vec<CreatorId>),
) -> Option<Chosen> {
    muted_ui(ui, title);
    if let Some(id) = creators_ui(ui, model, pick, ids) {
        toggle(ids, id);
    }
    ui.add_space(4.0);
    let new = rule(ids.clone());
    let known = brief.rules.contains(&new);
    let words = match ids.len() {
        0 => "Choose two or more".to_owned(),
        1 => format!("{} and …", model.roster.card(ids[0]).map_or("", |card| card.name())),
        _ if known => "The brief has this rule".to_owned(),
        _ => model.rule_words(&new),
    };
    muted_ui(ui, words);
    let add = ui.add_enabled_ui(ids.len() > 1 && !known, |ui| primary_button_ui(ui, "Add this rule").clicked()).inner;
    add.then_some(Chosen::Rule(new))
}

/// Ceilings on what one result of an offer may cost, somewhat above what is usual in the roster.
fn ceilings(model: &Model) -> Vec<Rule> {
    let currency = model.brief().map_or(model.settings.currency, |brief| brief.budget.currency);
    let rule = |metric| {
        let usual = model.usual_cost(metric).unwrap_or(currency.scale());
        Rule::MaxCost(metric, ((usual as f64 * ABOVE_USUAL) as i64).max(1))
    };
    [Metric::Engagements, Metric::Views, Metric::Reach, Metric::Likes, Metric::Comments].into_iter().map(rule).collect()
}

/// What can be asked of a group.
fn of_group(group: &Group) -> [Rule; 5] {
    [
        Rule::MinOf(group.clone(), 1),
        Rule::MaxOf(group.clone(), 2),
        Rule::MaxOf(group.clone(), 0),
        Rule::MinShareOf(group.clone(), 20),
        Rule::MaxShareOf(group.clone(), 50),
    ]
}

/// A group's name in a list.
fn name(group: &Group) -> String {
    match group {
        Group::Platform(platform) => platform.label().to_owned(),
        Group::Tier(tier) => tier.label().to_owned(),
        Group::Niche(name) | Group::Place(name) | Group::Tag(name) => name.clone(),
        Group::Sex(sex) => capital(sex.many()),
        Group::Phase(_) => capital(&group_words(group)),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

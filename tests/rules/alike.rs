//! Rules over groups of many creators who are alike but for their prices, against brute force.

use super::*;

/// Some creators of a few groups, and rules that ask much of little money.
fn alike(seed: u64) -> (Vec<Choice>, Rules) {
    let mut dice = Dice::new(seed);
    let creators = dice.roll(5, 11) as u32;
    let (platforms, dear) = (dice.roll(1, 2), dice.of(&[6, 20, 300]));
    let mut choices = Vec::new();
    let mut groups = Vec::new();
    for creator in 0..creators {
        let home = dice.roll(0, platforms);
        let both = dice.one_in(5);
        for (offer, platform) in [home, 1 - home.min(1)].into_iter().take(1 + usize::from(both)).enumerate() {
            choices.push(Choice { creator, price: dice.roll(0, dear), value: dice.roll(0, 50) });
            groups.push((platform, dice.roll(1, 2), offer));
            if dice.one_in(6) {
                choices.push(Choice { creator, price: dice.roll(0, dear), value: dice.roll(0, 50) });
                groups.push((platform, 1, offer));
            }
        }
    }
    let total: i64 = choices.iter().map(|c| c.price).sum();
    let mut rules = Rules::with_budget(dice.roll(0, total / 2));
    rules.max_share = dice.one_in(3).then(|| dice.roll(10, 90) as u32);
    rules.min_creators = if dice.one_in(2) { dice.roll(0, i64::from(creators)) as u32 } else { 0 };
    rules.must = (0..creators).filter(|_| dice.one_in(14)).collect();
    rules.never = (0..creators).filter(|_| dice.one_in(12)).collect();
    for _ in 0..dice.roll(1, 4) {
        let platform = dice.roll(0, platforms);
        let members: Vec<u32> = (0..).zip(&groups).filter(|(_, own)| own.0 == platform).map(|(i, _)| i).collect();
        let counts: Arc<[i64]> = members.iter().map(|&m| groups[m as usize].1).collect();
        let costs: Arc<[i64]> = members.iter().map(|&m| choices[m as usize].price).collect();
        let mixed: Arc<[i64]> = members.iter().map(|&m| i64::from(m % 3) - 1).collect();
        let (weigh, high) = match dice.roll(0, 8) {
            0..=3 => (Weigh::Each, 5),
            4 => (Weigh::By(counts), 6),
            5 => (Weigh::Price, total / 2),
            6 => (Weigh::By(costs), total / 2),
            7 => (Weigh::Price, total / 2),
            _ => (Weigh::By(mixed), 2),
        };
        let least = dice.one_in(2).then(|| dice.roll(0, high));
        let most = (least.is_none() || dice.one_in(2)).then(|| dice.roll(least.unwrap_or(0), high + 1));
        rules.rows.push(Row { members: members.into(), weigh, least, most });
    }
    (choices, rules)
}

#[test]
fn what_contradicts_among_many_who_are_alike_is_smallest_and_exact() {
    let told: Vec<(usize, usize)> = (0..6_000)
        .filter_map(|seed| {
            let (choices, rules) = alike(seed);
            let told = explained(seed, &choices, &rules);
            assert_eq!(
                brute(&choices, &rules).is_some(),
                matches!(answer(&choices, &rules, &[], Effort::FULL), Answer::Shortlist(_)),
                "{seed}"
            );
            told
        })
        .collect();
    let (helped, alone) = told.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(told.len() > 500 && helped > 500 && alone > 100, "{} {helped} {alone}", told.len());
}

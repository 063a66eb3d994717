//! What is known about people: their sex, where their audiences live, what numbers about them rest on.

use smallmighty::app::{Command, ImportSource};
use smallmighty::domain::Sex;

use crate::world::World;

fn sexes(world: &World) -> Vec<Option<Sex>> {
    world.model().roster.cards.iter().map(|card| card.entry.creator.sex).collect()
}

#[test]
fn sex_comes_with_a_list_and_silence_changes_nothing() {
    let mut world = World::empty();
    let import = |world: &mut World, name: &str, text: &str| {
        let path = world.file(name, text);
        world.run(Command::ReadImport(ImportSource::File(path)));
        let preview = world.model().import.as_ref().unwrap().preview.clone().unwrap();
        world.run(Command::RunImport);
        (preview.new, preview.changed, preview.same)
    };
    let first = "name,handle,platform,gender\nAna,@ana,Instagram,female\nBo,@bo,Instagram,m\nCy,@cy,Instagram,\n";
    assert_eq!(import(&mut world, "one.csv", first), (3, 0, 0));
    assert_eq!(sexes(&world), [Some(Sex::Female), Some(Sex::Male), None]);
    let second = "name,handle,platform,gender\nAna,@ana,Instagram,n/a\nBo,@bo,Instagram,M\nCy,@cy,Instagram,x\n";
    assert_eq!(import(&mut world, "two.csv", second), (0, 1, 2));
    assert_eq!(sexes(&world), [Some(Sex::Female), Some(Sex::Male), Some(Sex::Other)]);
    world.run(Command::Undo);
    assert_eq!(sexes(&world), [Some(Sex::Female), Some(Sex::Male), None]);
}

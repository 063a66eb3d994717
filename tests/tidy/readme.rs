//! The commands a README shows, so that none of them is only almost right.

/// One command line of a ```sh block, as words.
#[derive(PartialEq, Debug)]
pub struct Shown {
    /// Line of the README, the first being 1.
    pub line: usize,
    /// The words, the prompt and a trailing remark taken off.
    pub words: Vec<String>,
}

impl Shown {
    /// The words after the name of the program, however it is started; `None` for commands of other programs.
    pub fn arguments(&self) -> Option<&[String]> {
        let first = self.words.first()?.as_str();
        if first == "cargo" {
            let own = self.words.iter().position(|word| word == "--").map_or(self.words.len(), |at| at + 1);
            return (self.words.get(1)?.as_str() == "run").then(|| &self.words[own..]);
        }
        first.rsplit('/').next().filter(|name| *name == "smallmighty").map(|_| &self.words[1..])
    }
}

/// Every command of the ```sh blocks in `text`; a line that ends in `\` goes on in the next.
pub fn commands(text: &str) -> Vec<Shown> {
    let (mut shown, mut inside, mut open) = (Vec::<Shown>::new(), false, false);
    for (i, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            (inside, open) = (!inside && matches!(line.trim(), "```sh" | "```bash"), false);
            continue;
        }
        let trimmed = line.trim().trim_start_matches("$ ");
        if !inside || trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let words = split(trimmed.trim_end_matches('\\'));
        match shown.last_mut().filter(|_| open) {
            Some(last) => last.words.extend(words),
            None => shown.push(Shown { line: i + 1, words }),
        }
        open = trimmed.ends_with('\\');
    }
    shown
}

/// Words as a shell splits them, as far as a README needs: quotes keep words together, "#" begins a remark.
fn split(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match (c, quote) {
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, Some(q)) if c == q => quote = None,
            (' ' | '\t', None) => words.extend(word.take()),
            ('#', None) if word.is_none() => return words,
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// A complaint for every command of this program in `text` that `accepts` refuses, with the reason it gives.
pub fn refused(text: &str, accepts: impl Fn(&[String]) -> Result<(), String>) -> Vec<String> {
    let check = |shown: &Shown| {
        let why = accepts(shown.arguments()?).err()?;
        Some(format!("README.md:{}: `{}` doesn't work: {why}", shown.line, shown.words.join(" ")))
    };
    commands(text).iter().filter_map(check).collect()
}

/// A complaint for every `cargo … --features x` in `text` whose feature the manifest doesn't have.
pub fn unknown_features(text: &str, manifest: &str) -> Vec<String> {
    let section = manifest.split("[features]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let known: Vec<&str> =
        section.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name.trim()).collect();
    let mut complaints = Vec::new();
    for shown in commands(text).iter().filter(|shown| shown.words[0] == "cargo") {
        let named = shown.words.windows(2).filter(|pair| pair[0] == "--features").map(|pair| pair[1].as_str());
        let glued = shown.words.iter().filter_map(|word| word.strip_prefix("--features="));
        for feature in named.chain(glued).flat_map(|list| list.split(',')).filter(|name| !known.contains(name)) {
            complaints
                .push(format!("README.md:{}: Cargo.toml has no feature {feature}; correct the command", shown.line));
        }
    }
    complaints
}

#[cfg(test)]
const EXAMPLE: &str = "\
Text with `smallmighty lost`.
```sh
# a remark
cargo run --release -- --sample   # opens the window
$ smallmighty plan \"my roster.smallmighty\" \\
    --budget 500
cargo test --features pictures,gone
```
```text
smallmighty not a command
```
";

#[test]
fn commands_are_read_as_a_shell_reads_them() {
    let words: Vec<String> = commands(EXAMPLE).iter().map(|shown| shown.words.join("|")).collect();
    assert_eq!(
        words,
        [
            "cargo|run|--release|--|--sample",
            "smallmighty|plan|my roster.smallmighty|--budget|500",
            "cargo|test|--features|pictures,gone",
        ]
    );
    let own: Vec<usize> = commands(EXAMPLE).iter().filter_map(|shown| shown.arguments()).map(<[_]>::len).collect();
    assert_eq!(own, [1, 4]);
}

#[test]
fn wrong_commands_are_refused() {
    let no_plan = |arguments: &[String]| match arguments.first().map(String::as_str) {
        Some("plan") => Err("there is no plan".to_owned()),
        _ => Ok(()),
    };
    let found = refused(EXAMPLE, no_plan);
    assert!(found.len() == 1 && found[0].starts_with("README.md:5: "), "{found:?}");
    let manifest = "[features]\npictures = []\n\n[dependencies]\ngone = \"1\"\n";
    assert_eq!(unknown_features(EXAMPLE, manifest).len(), 1);
}

//! Where the platform keeps a program's data, and in which locale it runs.

use std::path::PathBuf;

use etcetera::app_strategy::{AppStrategy, AppStrategyArgs, choose_native_strategy};

use crate::storage::SUFFIX;

/// The folders this program writes to by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folders {
    /// The default roster and the sample roster.
    pub data: PathBuf,
    /// Dated copies of every roster that was opened.
    pub backups: PathBuf,
    /// The system's locale, such as "de-AT", which new files take currency and number style from; may be empty.
    pub locale: String,
}

impl Folders {
    /// The platform's own folders, made if they are missing. The error is a sentence.
    pub fn of_platform() -> Result<Folders, String> {
        let app = AppStrategyArgs {
            top_level_domain: "app".to_owned(),
            author: "Smallmighty".to_owned(),
            app_name: "Smallmighty".to_owned(),
        };
        let strategy = choose_native_strategy(app)
            .map_err(|_| "This system names no home folder for your data. Name a roster file instead".to_owned())?;
        Ok(Folders { locale: locale(), ..Folders::under(strategy.data_dir())? })
    }

    /// Folders under `data`, made if they are missing, in no locale. The error is a sentence.
    pub fn under(data: PathBuf) -> Result<Folders, String> {
        let backups = data.join("backups");
        std::fs::create_dir_all(&backups)
            .map_err(|error| format!("The data folder {} can't be made: {error}", data.display()))?;
        Ok(Folders { data, backups, locale: String::new() })
    }

    /// The roster that opens when none is named.
    pub fn default_roster(&self) -> PathBuf {
        self.data.join("My roster").with_extension(SUFFIX)
    }

    /// The user's copy of the sample roster.
    pub fn sample_roster(&self) -> PathBuf {
        self.data.join("Sample roster").with_extension(SUFFIX)
    }
}

/// The system's locale, such as "de-AT"; empty where it names none.
pub fn locale() -> String {
    sys_locale::get_locale().unwrap_or_default()
}

//! The sheet of sources: the readings behind the shortlist.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{fit, text, title};
use super::look::Look;
use super::{excel_date, page_setup};
use crate::pitch::Pitch;

pub(super) fn write(sheet: &mut Worksheet, pitch: &Pitch, look: &Look) -> Result<(), XlsxError> {
    sheet.set_name("Sources")?;
    page_setup(sheet, pitch);
    for (column, width) in [28, 24, 18, 13, 48].into_iter().enumerate() {
        sheet.set_column_width(column as u16, width)?;
    }
    title(sheet, look, "Sources", "The readings behind the shortlist, each with its day and where it comes from")?;
    for (column, name) in ["Creator", "What", "Value", "As of", "Source"].into_iter().enumerate() {
        text(sheet, (3, column as u16), name, if column == 0 { &look.head_first } else { &look.head })?;
    }
    sheet.set_freeze_panes(4, 1)?.set_repeat_rows(3, 3)?;
    for (source, row) in pitch.sources.iter().zip(4..) {
        fit(
            sheet,
            row,
            &[(&source.creator, 28.0), (&source.what, 24.0), (&source.value, 18.0), (&source.source, 48.0)],
        )?;
        text(sheet, (row, 0), &source.creator, &look.strong)?;
        text(sheet, (row, 1), &source.what, &look.text)?;
        text(sheet, (row, 2), &source.value, &look.text)?;
        match source.date.map(|date| (excel_date(date), date)) {
            Some((Some(date), _)) => {
                sheet.write_datetime_with_format(row, 3, &date, &look.date)?;
            }
            Some((None, date)) => text(sheet, (row, 3), &date.to_string(), &look.text)?,
            None => text(sheet, (row, 3), "", &look.text)?,
        }
        text(sheet, (row, 4), &source.source, &look.text)?;
    }
    Ok(())
}

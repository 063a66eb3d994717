//! Choosing what draws: the graphics card where there is one, else software, each the other's fallback.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::process::ExitCode;
use std::task::{Context, Poll, Waker};

use eframe::egui::ViewportBuilder;
use eframe::wgpu;
use eframe::{NativeOptions, Renderer};

use super::window::{Start, Window};
use crate::app::Folders;

/// Set to any value, the program ends by itself after its first frames; for checks that it starts.
const EXIT_AFTER_PAINT: &str = "SMALLMIGHTY_EXIT_AFTER_PAINT";
/// Frames that such a run paints: the first answers have come by then.
const FRAMES: u32 = 30;

/// Opens the window on a roster: the named one, the sample, or the default one.
pub fn run(roster: Option<PathBuf>, sample: bool) -> ExitCode {
    let folders = match Folders::of_platform() {
        Ok(folders) => folders,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::FAILURE;
        }
    };
    let start = match (sample, roster) {
        (true, _) => Start::Sample,
        (false, Some(path)) => Start::File(path),
        (false, None) => Start::File(folders.default_roster()),
    };
    // Software drivers drew five times the frames through OpenGL that they drew through Vulkan, so Vulkan, Metal and
    // Direct3D are for real graphics hardware.
    let order = if has_graphics_card() { [Renderer::Wgpu, Renderer::Glow] } else { [Renderer::Glow, Renderer::Wgpu] };
    let mut problems = Vec::new();
    for renderer in order {
        match open(renderer, &start, &folders) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => problems.push(format!("{renderer} ({})", cause(&error.to_string()))),
        }
    }
    eprintln!(
        "Smallmighty can't open a window here. It needs a display and a driver for Vulkan, Metal, Direct3D or OpenGL 2.1 \
         (on Linux the package mesa brings one). What was tried: {}. \
         The terminal commands work without a window: see smallmighty --help",
        problems.join("; ")
    );
    ExitCode::FAILURE
}

/// The cause in an error text, without the place in somebody's source where it was noticed.
fn cause(error: &str) -> &str {
    let after_place = error.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    after_place.map_or(error, |(_, cause)| cause).trim_end_matches('.')
}

fn open(renderer: Renderer, start: &Start, folders: &Folders) -> Result<(), eframe::Error> {
    let options = NativeOptions {
        renderer,
        viewport: ViewportBuilder::default()
            .with_title("Smallmighty")
            .with_app_id("smallmighty")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([1024.0, 640.0])
            .with_drag_and_drop(true),
        centered: true,
        ..NativeOptions::default()
    };
    let (start, folders) = (start.clone(), folders.clone());
    let creator: eframe::AppCreator<'_> = Box::new(move |creation| {
        let window = Window::new(&creation.egui_ctx, &start, folders);
        let window = match std::env::var_os(EXIT_AFTER_PAINT) {
            Some(_) => window.end_after(FRAMES),
            None => window,
        };
        Ok(Box::new(window))
    });
    eframe::run_native("Smallmighty", options, creator)
}

/// Whether a driver answers for anything but the processor itself.
fn has_graphics_card() -> bool {
    let instance = wgpu::Instance::new(wgpu::InstanceDescriptor {
        backends: wgpu::Backends::PRIMARY,
        ..wgpu::InstanceDescriptor::new_without_display_handle()
    });
    let Some(adapters) = ready(instance.enumerate_adapters(wgpu::Backends::PRIMARY)) else { return false };
    adapters.iter().any(|adapter| adapter.get_info().device_type != wgpu::DeviceType::Cpu)
}

/// The answer of a future that is ready at once, as enumerating is outside browsers.
fn ready<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_told_without_places_in_source() {
        assert_eq!(cause("os error at lib/linux/mod.rs:765: no display is set."), "no display is set");
        assert_eq!(cause("Found no configuration"), "Found no configuration");
    }
}

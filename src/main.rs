//! The `sluitend` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    sluitend::cli::run(std::env::args_os()).into()
}

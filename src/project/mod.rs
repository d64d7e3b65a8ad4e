//! Finding and reading the user's files, and writing results: the only room that touches files.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::lang::Message;
use crate::message;
use crate::text::{LARGEST_TEXT, SourceFile};

/// The file that marks the root of a model.
pub const SETTINGS: &str = "sluitend.toml";

/// The ending of Sluitend texts.
pub const EXTENSION: &str = "regio";

/// A file that could not be read, with what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {}", .message.english)]
pub struct ReadError {
    /// The file as the user knows it.
    pub path: String,
    /// What is wrong and how to mend it.
    pub message: Message,
}

/// The texts of one model.
#[derive(Debug, Default)]
pub struct Project {
    /// The texts.
    pub files: Vec<SourceFile>,
}

/// The models that a list of paths stands for, and what could not be read.
///
/// Every folder is a model; a folder with a `sluitend.toml` below it is one of its own. Files that are named one by one
/// form one model together, and so does standard input (`-`).
pub fn load(paths: &[PathBuf]) -> (Vec<Project>, Vec<ReadError>) {
    let mut projects = Vec::new();
    let mut errors = Vec::new();
    let mut named = Project::default();
    for path in paths {
        if path.as_os_str() == "-" {
            take(read_stdin(), &mut named, &mut errors);
        } else if path.is_dir() {
            load_folder(path, &mut projects, &mut errors);
        } else {
            take(read(path), &mut named, &mut errors);
        }
    }
    if !named.files.is_empty() {
        projects.push(named);
    }
    (projects, errors)
}

fn take(read: Result<SourceFile, ReadError>, project: &mut Project, errors: &mut Vec<ReadError>) {
    match read {
        Ok(file) => project.files.push(file),
        Err(error) => errors.push(error),
    }
}

fn load_folder(folder: &Path, projects: &mut Vec<Project>, errors: &mut Vec<ReadError>) {
    let (files, roots) = walk(folder, errors);
    let mut by_root: Vec<(PathBuf, Project)> = Vec::new();
    for path in &files {
        let root = roots.iter().filter(|root| path.starts_with(root)).max_by_key(|root| root.as_os_str().len());
        let root = root.cloned().unwrap_or_else(|| folder.to_owned());
        let at = by_root.iter().position(|(known, _)| *known == root).unwrap_or_else(|| {
            by_root.push((root, Project::default()));
            by_root.len() - 1
        });
        take(read(path), &mut by_root[at].1, errors);
    }
    if files.is_empty() && errors.is_empty() {
        errors.push(ReadError {
            path: folder.display().to_string(),
            message: message!(
                "hier staan geen bestanden die op `.regio` eindigen; noem de map of het bestand met de tekst van de regio",
                "there are no files ending in `.regio` here; name the folder or file that holds the region's text"
            ),
        });
    }
    projects.extend(by_root.into_iter().map(|(_, project)| project).filter(|p| !p.files.is_empty()));
}

/// The texts below a folder in order of path, and the folders that hold settings.
fn walk(folder: &Path, errors: &mut Vec<ReadError>) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut files, mut roots) = (Vec::new(), Vec::new());
    for entry in ignore::WalkBuilder::new(folder).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                let path = entry.into_path();
                if path.file_name().is_some_and(|name| name == SETTINGS) {
                    roots.extend(path.parent().map(Path::to_owned));
                } else if path.extension().is_some_and(|ending| ending == EXTENSION) {
                    files.push(path);
                }
            }
            Ok(_) => {}
            Err(error) => errors.push(ReadError {
                path: folder.display().to_string(),
                message: message!("deze map kon niet helemaal worden gelezen: {error}", "this folder could not be read in full: {error}"; error = error.to_string()),
            }),
        }
    }
    files.sort();
    (files, roots)
}

fn read_stdin() -> Result<SourceFile, ReadError> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(LARGEST_TEXT + 1).read_to_end(&mut bytes);
    let path = "<stdin>".to_owned();
    read.map_err(|error| io_error(&path, &error))?;
    decode(path, bytes)
}

fn read(path: &Path) -> Result<SourceFile, ReadError> {
    let name = path.display().to_string();
    let size = std::fs::metadata(path).map_err(|error| io_error(&name, &error))?.len();
    if size > LARGEST_TEXT {
        return Err(too_large(name));
    }
    let bytes = std::fs::read(path).map_err(|error| io_error(&name, &error))?;
    decode(name, bytes)
}

fn decode(path: String, bytes: Vec<u8>) -> Result<SourceFile, ReadError> {
    if bytes.len() as u64 > LARGEST_TEXT {
        return Err(too_large(path));
    }
    String::from_utf8(bytes).map(|text| SourceFile::new(path.as_str(), text)).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = 1 + String::from_utf8_lossy(&bytes[..valid]).matches('\n').count();
        let message = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            message!("het bestand is UTF-16; sla het op als UTF-8", "the file is UTF-16; save it as UTF-8")
        } else {
            message!("regel {line} bevat tekens die geen UTF-8 zijn; sla het bestand op als UTF-8", "line {line} holds characters that are not UTF-8; save the file as UTF-8"; line = line)
        };
        ReadError { path, message }
    })
}

fn too_large(path: String) -> ReadError {
    let megabytes = (LARGEST_TEXT / 1024 / 1024) as usize;
    ReadError {
        path,
        message: message!("het bestand is groter dan {megabytes} MB; splits het", "the file is larger than {megabytes} MB; split it"; megabytes = megabytes),
    }
}

fn io_error(path: &str, error: &std::io::Error) -> ReadError {
    let message = match error.kind() {
        std::io::ErrorKind::NotFound => message!("dit bestand of deze map bestaat niet", "this file or folder does not exist"),
        std::io::ErrorKind::PermissionDenied => message!("u hebt geen recht om dit te lezen", "you have no permission to read this"),
        _ => message!("niet te lezen: {error}", "cannot be read: {error}"; error = error.to_string()),
    };
    ReadError { path: path.to_owned(), message }
}

/// Writes a file whole or not at all: first beside it, then in its place.
///
/// # Errors
/// When the folder can't be written to or the disk is full; the old file is then as it was.
pub fn write_atomically(path: &Path, contents: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".sluitend-").tempfile_in(folder)?;
    file.write_all(contents.as_bytes())?;
    file.as_file().sync_all()?;
    share_as_before(path, file.path())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Why a folder could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is a file of that name, or a folder with something in it.
    #[error("it is in use")]
    InUse,
    /// The folder in which it should come is not there.
    #[error("its parent is missing")]
    NoParent,
    /// The system refused.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Writes a folder with files, all or none, and never over anything.
///
/// A folder that is not there yet is made beside its place and moved there whole. A folder that is there and empty may be
/// somebody's current folder, so it stays, and the files are moved into it.
///
/// # Errors
/// When there is something already, or the folder can't be written to; nothing stays behind then.
pub fn write_folder(folder: &Path, files: &[(String, String)]) -> Result<(), FolderError> {
    let there = std::fs::symlink_metadata(folder).is_ok();
    let is_empty = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if there && !is_empty {
        return Err(FolderError::InUse);
    }
    let parent = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    if !there && !parent.is_dir() {
        return Err(FolderError::NoParent);
    }
    let workplace = tempfile::Builder::new().prefix(".sluitend-").tempdir_in(if there { folder } else { parent })?;
    // A temporary folder is for its owner only; a folder made in it is for whom new folders are.
    let made = workplace.path().join("new");
    std::fs::create_dir(&made)?;
    for (name, text) in files {
        let mut file = std::fs::File::create_new(made.join(name))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
    }
    if there {
        move_all(&made, folder, files)?;
    } else {
        std::fs::rename(&made, folder)?;
    }
    Ok(())
}

/// Moves files into a folder; when one can't be moved, those that were are taken away again.
fn move_all(from: &Path, to: &Path, files: &[(String, String)]) -> std::io::Result<()> {
    for (at, (name, _)) in files.iter().enumerate() {
        if let Err(error) = std::fs::rename(from.join(name), to.join(name)) {
            for (name, _) in &files[..at] {
                std::fs::remove_file(to.join(name))?;
            }
            return Err(error);
        }
    }
    Ok(())
}

/// A temporary file is for its owner only; a result is for whom the old file was for, or else for all to read.
#[cfg(unix)]
fn share_as_before(old: &Path, new: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let before = std::fs::metadata(old).map(|m| m.permissions());
    std::fs::set_permissions(new, before.unwrap_or_else(|_| std::fs::Permissions::from_mode(0o644)))
}

#[cfg(not(unix))]
fn share_as_before(_: &Path, _: &Path) -> std::io::Result<()> {
    Ok(())
}

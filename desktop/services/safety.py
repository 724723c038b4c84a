"""Back-ups, putting one back, and whether everything on file is sound."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound, PersonError
from desktop.core.i18n import _, ngettext
from desktop.storage import audit, backup, migrate, portable, search
from desktop.storage.backup import Backup, BackupFailed
from desktop.storage.store import Store

CHECKED = "checked-on"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one part of the check found: ``file``, ``references``, ``journal`` or ``search``."""

    part: str
    sound: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole check."""

    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing needs a person's eye."""
        return all(finding.sound for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what was there before is kept (None where there was nothing)."""

    source: Path
    kept: Path | None


@dataclass(frozen=True, slots=True)
class Daily:
    """What the day's care did: the back-up written (None: it was there) and the check (None: done before)."""

    written: Path | None
    report: Report | None


class ServerKeepsItsOwn(PersonError):
    """A shared database is put back with the tools of its server."""


def back_up(store: Store, target: Path) -> Path:
    """Write the whole database to a file, whole or not at all; from a server too."""
    if store.path is not None:
        return backup.copy(store.path, target)
    return portable.write_file(store.engine, target)


def restore(path: Path, source: Path) -> Restored:
    """Make the database file what a back-up holds, brought up to this program's version.

    What was there is kept. Raises ``BackupFailed`` or ``NewerFile`` before anything is touched.
    """
    if not source.is_file():
        raise NotFound(_("There is no file {where}.").format(where=source), _("Check its name."))
    if path.exists() and source.samefile(path):
        raise BackupFailed(
            _("That file is the database itself: {where}").format(where=source), _("Choose a back-up.")
        )
    _refuse_stranger(source)
    kept = backup.put_back(source, path)
    store = Store.open(path)
    store.begin_desk()
    store.close()
    return Restored(source, kept)


def newest_good(path: Path) -> Backup | None:
    """Return the newest sound back-up of a database file."""
    return backup.newest_good(path)


def restore_newest(path: Path) -> Restored:
    """Put back the newest sound back-up."""
    found = newest_good(path)
    if found is None:
        raise NotFound(
            _("There is no good back-up in {where}.").format(where=backup.folder_of(path)),
            _("If you have one elsewhere: yijia restore FILE"),
        )
    return restore(path, found.path)


def recover(path: Path, chosen: Backup | None) -> Path:
    """Keep a damaged file aside, put a back-up in its place (None: begin empty); return where it is kept."""
    aside = backup.set_aside(path)
    if chosen is not None:
        restore(path, chosen.path)
    return aside


def check(store: Store) -> Report:
    """Look at the file, at what rows refer to, at the journal and at the search index."""
    report = check_file(store)
    if not report.findings[0].sound:
        return report  # nothing read from a damaged file tells anything
    return Report((*report.findings, store.read(_journal), store.read(_search)))


def check_file(store: Store) -> Report:
    """Look at the file and at what rows refer to: quick, and no strain on a window in use."""
    if store.path is None:
        return Report((Finding("file", True, _("The server answers and sees to its own files.")),))
    report = Report((store.read(_file), store.read(_references)))
    if not report.findings[0].sound:
        backup.suspicion(store.path).touch()  # the next start looks closely and offers a back-up
    return report


def rebuild_search(store: Store) -> int:
    """Make the search index anew; return how many workers it holds."""
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        return search.rebuild(connection)


def daily(store: Store, today: date) -> Daily:
    """Write the day's back-up and look at the file, each once a day.

    Raises ``BackupFailed``, where the file is too damaged to be copied too.
    """
    written = backup.daily(store.path, today) if store.path is not None else None
    if store.note(CHECKED) == today.isoformat():
        return Daily(written, None)
    report = check_file(store)
    if report.sound:
        store.set_note(CHECKED, today.isoformat())
    return Daily(written, report)


def _refuse_stranger(source: Path) -> None:
    """Refuse what is no sound database of 驿家, or one of a newer version."""
    if wrong := backup.faults(source):
        raise BackupFailed(
            _("This is no sound back-up: {where} ({why})").format(where=source, why=wrong[0]),
            _("Choose another one; nothing was changed."),
        )
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as raw:
            version = raw.execute("SELECT version_num FROM alembic_version, database").fetchone()
    except sqlite3.Error as error:
        raise _strange(source) from error
    if version is None:
        raise _strange(source)
    migrate.refuse_newer(str(version[0]))


def _strange(source: Path) -> BackupFailed:
    return BackupFailed(
        _("This is a database, but none of 驿家: {where}").format(where=source),
        _("Choose another one; nothing was changed."),
    )


def _file(session: Session) -> Finding:
    found = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check(20)"))]
    if found == ["ok"]:
        return Finding("file", True, _("The file is sound."))
    told = _("The file is damaged: {why}").format(why="; ".join(found[:3]))
    return Finding("file", False, told + " " + _("Put back the newest good back-up: yijia restore --newest"))


def _references(session: Session) -> Finding:
    broken = session.execute(text("PRAGMA foreign_key_check")).fetchmany(20)
    if not broken:
        return Finding("references", True, _("Every row that is referred to is there."))
    told = ", ".join(sorted({f"{row[0]} → {row[2]}" for row in broken}))
    sentence = _("Rows refer to rows that are not there: {where}").format(where=told)
    return Finding("references", False, sentence)


def _journal(session: Session) -> Finding:
    faults = audit.journal_faults(session.connection())
    return Finding("journal", not faults, " ".join(faults) or _("The journal tells the whole story."))


def _search(session: Session) -> Finding:
    stale = search.stale_entries(session.connection())
    if not stale:
        return Finding("search", True, _("The search index is up to date."))
    told = ngettext(
        "{count} entry of the search index is out of date.",
        "{count} entries of the search index are out of date.",
        stale,
    ).format(count=stale)
    return Finding("search", False, told + " " + _("Make it anew with: yijia check --rebuild-search"))

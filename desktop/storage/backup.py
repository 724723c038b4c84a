"""Back-ups of the file: one a day by itself, one before each migration, one whenever asked."""

import os
import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop.core.errors import PersonError
from desktop.core.i18n import _

MAGIC = b"SQLite format 3\x00"
DAILY, WEEKLY, MONTHLY = 7, 4, 12
DAILY_PREFIX = "yijia-"
BEFORE_RESTORE = "before-restore-"


class BackupFailed(PersonError):
    """A back-up could not be written, read or put back."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One back-up on the disk."""

    path: Path
    made: datetime
    size: int


def looks_whole(path: Path) -> bool:
    """Say whether the header is a database's and the file is as long as it says (quick, not thorough)."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise BackupFailed(
            _("The file cannot be read: {where}").format(where=path), _("Check that you may read it.")
        ) from error
    if len(header) < 100 or not header.startswith(MAGIC):
        return False
    if _log_waits(path):  # killed while the log was being carried over: the file grows when it is opened
        return True
    page, pages = struct.unpack(">H", header[16:18])[0], struct.unpack(">I", header[28:32])[0]
    return bool(path.stat().st_size >= (65536 if page == 1 else page) * pages)


def _log_waits(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def faults(path: Path) -> list[str]:
    """Return what a thorough look finds wrong with a database file; empty where it is sound."""
    if not path.is_file() or not looks_whole(path):
        return [_("The file is torn, or no database.")]
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as raw:
            found = [str(row[0]) for row in raw.execute("PRAGMA integrity_check(20)")]
            rows = [f"{row[0]} → {row[2]}" for row in raw.execute("PRAGMA foreign_key_check")]
    except sqlite3.Error as error:
        return [str(error)]
    return [line for line in found if line != "ok"] + rows[:20]


def copy(source: Path, target: Path) -> Path:
    """Write a sound copy of a database in use, whole or not at all; return where it lies."""
    if target.exists() and target.samefile(source):
        raise BackupFailed(
            _("The back-up cannot have the name of the database itself: {where}").format(where=target),
            _("Choose another name or folder."),
        )
    with (
        writing(target) as part,
        closing(sqlite3.connect(source)) as here,
        closing(sqlite3.connect(part)) as there,
    ):
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")
        if there.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise BackupFailed(
                _("The database did not copy soundly; no back-up was written."),
                _("Run “yijia check” to see what is wrong."),
            )
    return target


@contextmanager
def writing(target: Path) -> Iterator[Path]:
    """Give a file to write that takes the target's place, whole, when the block ends well.

    It is readable by this account only. Raises :class:`BackupFailed` where the disk does not take it.
    """
    part: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".yijia-", suffix=".part")
        os.close(handle)
        part = Path(name)
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(
            _("The back-up could not be written: {where}").format(where=target),
            _("Check the space on the disk and the right to write there. ({why})").format(why=error),
        ) from error
    finally:
        if part is not None:
            for left in (part, part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
                left.unlink(missing_ok=True)


def before_migration(path: Path, version: str) -> Path:
    """Keep a copy of the file as it was before its tables change."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    return copy(path, folder_of(path) / f"before-migration-{version}-{stamp}.sqlite3")


def suspicion(path: Path) -> Path:
    """Return the mark beside a database in which damage was met; it is looked at when next opened."""
    return path.with_name(path.name + ".suspect")


def folder_of(path: Path) -> Path:
    """Return where the back-ups of a database lie."""
    return path.parent / "backups"


def daily(path: Path, today: date) -> Path | None:
    """Write today's back-up unless it is there, and let go of old ones; return it when written."""
    target = folder_of(path) / f"{DAILY_PREFIX}{today.isoformat()}.sqlite3"
    if target.exists():
        return None
    copy(path, target)
    for old in let_go(dated(path)):
        old.unlink(missing_ok=True)
    return target


def dated(path: Path) -> dict[date, Path]:
    """Return the daily back-ups by day."""
    found = {}
    for file in folder_of(path).glob(f"{DAILY_PREFIX}????-??-??.sqlite3"):
        try:
            found[date.fromisoformat(file.stem[len(DAILY_PREFIX) :])] = file
        except ValueError:
            continue
    return found


def let_go(found: dict[date, Path]) -> list[Path]:
    """Return the back-ups not worth keeping: all but 7 days, the last of 4 weeks and of 12 months."""
    days = sorted(found, reverse=True)
    keep = set(days[:DAILY])
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in days:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    keep.update(list(weeks.values())[:WEEKLY], list(months.values())[:MONTHLY])
    return [found[day] for day in days if day not in keep]


def on_disk(path: Path) -> list[Backup]:
    """Return every back-up of a database, the newest first."""
    files = [f for f in folder_of(path).glob("*.sqlite3") if f.is_file()]
    made = [Backup(f, datetime.fromtimestamp(f.stat().st_mtime), f.stat().st_size) for f in files]
    return sorted(made, key=lambda b: b.made, reverse=True)


def newest_good(path: Path) -> Backup | None:
    """Return the newest back-up that a thorough look finds sound.

    What a person has put another back-up in the place of is not offered again.
    """
    offered = (b for b in on_disk(path) if not b.path.name.startswith(BEFORE_RESTORE))
    return next((b for b in offered if not faults(b.path)), None)


def set_aside(path: Path) -> Path:
    """Move a damaged database and its side files out of the way, keeping all of them; return where to."""
    folder = path.parent / "set-aside" / datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    folder.mkdir(parents=True)
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            shutil.move(part, folder / part.name)
    suspicion(path).unlink(missing_ok=True)
    return folder / path.name


def put_back(source: Path, path: Path) -> Path | None:
    """Make the database what a back-up holds; return the copy kept of what was there before.

    A sound database is copied to the back-ups first and then overwritten page by page in one
    transaction, so that another program that has it open sees it change and is not torn. A damaged
    one is set aside.
    """
    if wrong := faults(source):
        raise BackupFailed(
            _("This is no sound back-up: {where} ({why})").format(where=source, why=wrong[0]),
            _("Choose another one; nothing was changed."),
        )
    if not path.exists() or not path.stat().st_size:
        copy(source, path)
        return None
    if faults(path):
        kept = set_aside(path)
        copy(source, path)
        return kept
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    kept = copy(path, folder_of(path) / f"{BEFORE_RESTORE}{stamp}.sqlite3")
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(path)) as there:
            here.backup(there)
    except sqlite3.Error as error:
        raise BackupFailed(
            _("The back-up could not be put back: {why}").format(why=error),
            _("Close other windows of 驿家 and try again. What was there before is kept."),
        ) from error
    return kept

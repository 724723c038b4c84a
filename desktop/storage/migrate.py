"""Bringing a database up to this program's tables, with a back-up before and a refusal of the newer."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from desktop.core.errors import PersonError
from desktop.core.i18n import _
from desktop.storage import backup
from desktop.storage.engine import DatabaseUnreachable, explain, sqlite_path

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0007"
MIGRATIONS = Path(__file__).parent / "migrations"


class NewerFile(PersonError):
    """The database was written by a newer 驿家."""


class DamagedFile(PersonError):
    """The database file is torn or is none; ``path`` says which."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("The database file is damaged: {where}").format(where=path),
            _(
                "It is left as it is. To keep it aside and put back the newest good back-up:"
                " yijia restore --newest"
            ),
        )
        self.path = path


def prepare_file(path: Path) -> None:
    """Make the folder; refuse a file that is plainly torn or no database before anything touches it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnreachable(
            _("The data folder cannot be made: {where}").format(where=path.parent),
            _("Choose a folder you may write to with --data or YIJIA_DATA."),
        ) from error
    if not os.access(path.parent, os.W_OK):
        raise DatabaseUnreachable(
            _("The data folder may not be written to: {where}").format(where=path.parent),
            _("Ask for the right to write there, or choose another folder with --data."),
        )
    if not path.exists():
        path.touch(mode=0o600)  # other accounts of this computer have no business with people's data
    elif path.stat().st_size and not backup.looks_whole(path):
        raise DamagedFile(path)
    elif backup.suspicion(path).exists():
        if backup.faults(path):
            raise DamagedFile(path)
        backup.suspicion(path).unlink(missing_ok=True)


def opening_failed(error: DBAPIError, path: Path | None) -> Exception:
    """Return what to raise when a database did not open."""
    words = str(error.orig).lower()
    if path is not None and any(mark in words for mark in ("malformed", "not a database", "corrupt")):
        return DamagedFile(path)
    return explain(error, str(path or "")) or error


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that are missing, all in one transaction; back the file up first."""
    with engine.connect() as connection:
        version = version_of(connection)
    if version == HEAD:
        return
    if version is not None:
        refuse_newer(version)
        if path := sqlite_path(engine.url):
            backup.before_migration(path, version)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if version_of(connection) != HEAD:  # another program may have been quicker
            _upgrade(connection)


def version_of(connection: Connection) -> str | None:
    """Return the database's version, None where it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def config() -> "Config":
    """Return the configuration alembic finds our migrations by."""
    from alembic.config import Config  # a quarter of a second that only a migration needs

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return made


def refuse_newer(version: str) -> None:
    """Raise :class:`NewerFile` where this program does not know the version."""
    from alembic.script import ScriptDirectory

    known = {s.revision for s in ScriptDirectory.from_config(config()).walk_revisions()}
    if version not in known:
        raise NewerFile(
            _(
                "This database was last used by a newer 驿家 (tables {theirs}, this program knows {ours})."
            ).format(theirs=version, ours=HEAD),
            _("Install the newer version on this computer too. Nothing was changed."),
        )


def _upgrade(connection: Connection) -> None:
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(config())

    def steps(revision: object, _context: object) -> object:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type]

    with EnvironmentContext(config(), script, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()

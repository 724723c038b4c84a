"""Tables come into being by migrations only, with a copy kept before each and newer files left alone."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.sql.schema import SchemaItem

from desktop.models import all_tables
from desktop.storage import backup, migrate
from desktop.storage.engine import database_url as as_url
from desktop.storage.engine import make_engine
from desktop.storage.migrate import NewerFile
from desktop.storage.store import Store
from tests.storage.people import add_worker, names_on_file

NEXT = '''"""One more table."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.Uuid(), primary_key=True))
    {then}
'''
BESIDE_THE_MODELS = ("worker_fts", "ix_worker_search_terms")


def _of_the_models(
    _item: SchemaItem, name: str | None, _kind: str, _reflected: bool, _other: SchemaItem | None
) -> bool:
    return not (name or "").startswith(BESIDE_THE_MODELS)


def _set_version(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", [version])


@pytest.fixture
def later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This program with one more migration; gives its file."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    made = folder / "versions" / "v0008_later.py"
    made.write_text(NEXT.format(then="pass"))
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    monkeypatch.setattr(migrate, "HEAD", "0008")
    return made


def test_migrations_make_the_tables_the_models_describe(database_url: str) -> None:
    Store.open(database_url).close()
    engine = make_engine(as_url(database_url))
    with engine.connect() as connection:
        options = {"include_object": _of_the_models, "compare_type": True}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), all_tables())
        assert differences == []
        assert migrate.version_of(connection) == migrate.HEAD
    engine.dispose()


def test_the_version_this_program_asks_for_is_its_newest_migration() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_heads() == [migrate.HEAD]


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "yijia.db"
    first = Store.open(path)
    first.do(add_worker, "王伟")
    key = first.code_key
    first.close()
    again = Store.open(path)
    assert names_on_file(again) == ["王伟"]
    assert again.code_key == key
    assert backup.on_disk(path) == []
    again.close()


def test_a_file_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "yijia.db"
    Store.open(path).close()
    _set_version(path, "0999")
    before = path.read_bytes()
    with pytest.raises(NewerFile, match="newer 驿家") as told:
        Store.open(path)
    assert "Install the newer version" in told.value.remedy
    assert path.read_bytes() == before
    assert backup.on_disk(path) == []


def test_a_copy_is_kept_before_the_tables_change(file_store: Store, later_program: Path) -> None:
    assert file_store.path is not None
    file_store.do(add_worker, "王伟")
    file_store.close()
    later = Store.open(file_store.path)
    assert inspect(later.engine).has_table("later")
    assert names_on_file(later) == ["王伟"]
    later.close()
    [kept] = backup.on_disk(file_store.path)
    assert kept.path.name.startswith("before-migration-0007-")
    with closing(sqlite3.connect(kept.path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0007",)]
        assert raw.execute("SELECT name FROM worker").fetchall() == [("王伟",)]


def test_a_migration_that_fails_leaves_the_file_as_it_was(file_store: Store, later_program: Path) -> None:
    assert file_store.path is not None
    later_program.write_text(NEXT.format(then='raise ValueError("half way")'))
    file_store.do(add_worker, "王伟")
    file_store.close()
    with pytest.raises(ValueError, match="half way"):
        Store.open(file_store.path)
    with closing(sqlite3.connect(file_store.path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0007",)]
        assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone() == (0,)
        assert raw.execute("SELECT name FROM worker").fetchall() == [("王伟",)]


def test_a_file_of_the_first_version_keeps_its_data_and_a_copy_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, path = tmp_path / "migrations", tmp_path / "yijia.db"
    left_out = shutil.ignore_patterns("__pycache__", "v000[2-9]_*")
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=left_out)
    with monkeypatch.context() as earlier:
        earlier.setattr(migrate, "MIGRATIONS", folder)
        earlier.setattr(migrate, "HEAD", "0001")
        first = Store.open(path)
        first.do(add_worker, "王伟")
        key = first.code_key
        assert not inspect(first.engine).has_table("signature")
        first.close()
    now = Store.open(path)
    assert names_on_file(now) == ["王伟"] and now.code_key == key
    assert {"picture", "page_read", "receipt", "signature"} <= set(inspect(now.engine).get_table_names())
    now.undo()
    assert names_on_file(now) == []
    now.close()
    [kept] = backup.on_disk(path)
    assert kept.path.name.startswith("before-migration-0001-")
    assert backup.faults(kept.path) == []

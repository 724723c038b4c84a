"""What every test stands on: its own folders, one language, and a database of either kind."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from desktop.core.i18n import set_language
from desktop.storage.store import Store
from tests import postgres

# Windows are drawn to memory, whatever screen is there, unless a person asks for another platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Qt complains, and a complaint fails a test, where the system has not made this folder.
if "XDG_RUNTIME_DIR" not in os.environ:
    _runtime = Path(tempfile.gettempdir()) / f"yijia-tests-{os.getuid() if hasattr(os, 'getuid') else 0}"
    _runtime.mkdir(exist_ok=True)
    _runtime.chmod(stat.S_IRWXU)
    os.environ["XDG_RUNTIME_DIR"] = str(_runtime)

# The machine that runs the tests may be slow or busy; a deadline would fail them by chance.
settings.register_profile("yijia", deadline=None, print_blob=True)
settings.load_profile("yijia")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings, data and caches of a test inside its own folder."""
    monkeypatch.setenv("YIJIA_DATA", str(tmp_path / ".data"))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / f".{name.lower()}"))
    for name in ("APPDATA", "LOCALAPPDATA"):
        if name in os.environ:
            monkeypatch.setenv(name, str(tmp_path / f".{name.lower()}"))
    monkeypatch.setenv("YIJIA_LANG", "en")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English in every test that does not ask for :func:`chinese`."""
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def chinese(english: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak Chinese in this test."""
    monkeypatch.setenv("YIJIA_LANG", "zh_CN")
    set_language("zh_CN")


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[postgres.Cluster]:
    """A PostgreSQL server of this process's own; its tests are skipped where none is installed.

    With ``YIJIA_NEED_POSTGRES`` set (on the machine that judges changes) they fail instead.
    """
    programs = postgres.programs()
    if programs is None:
        if os.environ.get("YIJIA_NEED_POSTGRES"):
            pytest.fail("No PostgreSQL server is installed, and YIJIA_NEED_POSTGRES asks for one.")
        pytest.skip("no PostgreSQL server (initdb, pg_ctl) is installed here")
    with postgres.running(programs) as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: postgres.Cluster) -> Iterator[str]:
    """The address of an empty PostgreSQL database, removed after the test."""
    name = postgres_cluster.create()
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Both kinds of database, one after the other."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where an empty database lies: the path of a file that does not exist yet, or a server's address."""
    if database_kind == "sqlite":
        return str(tmp_path / "yijia.db")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(scope="session")
def _model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file database with every table and no rows, to be copied: faster than migrating each time."""
    path = tmp_path_factory.mktemp("model") / "yijia.db"
    Store.open(path).close()
    return path


@pytest.fixture(scope="session")
def _used_again(postgres_cluster: postgres.Cluster) -> postgres.UsedAgain:
    """A server database emptied after each test: copying one of eighty tables takes a second and a half."""
    name = postgres_cluster.create()
    Store.open(postgres_cluster.url(name)).close()
    return postgres.UsedAgain(postgres_cluster, name)


@pytest.fixture
def file_store(tmp_path: Path, _model_file: Path) -> Iterator[Store]:
    """An open store on a file database of the test's own."""
    path = tmp_path / "yijia.db"
    shutil.copyfile(_model_file, path)
    opened = Store.open(path)
    yield opened
    opened.close()


@pytest.fixture
def postgres_store(_used_again: postgres.UsedAgain) -> Iterator[Store]:
    """An open store on a server database that nobody else uses meanwhile, as if it were new."""
    opened = Store.open(_used_again.url)
    yield opened
    opened.close()
    _used_again.empty()


@pytest.fixture
def store(database_kind: str, request: pytest.FixtureRequest) -> Store:
    """An open, empty store; the test runs once on each kind of database."""
    opened = request.getfixturevalue("file_store" if database_kind == "sqlite" else "postgres_store")
    assert isinstance(opened, Store)
    return opened

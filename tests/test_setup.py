"""Setting up and starting: what start.py makes of its words, and how it explains a failure."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

import start
from installer import offline_bundle, prepare, system


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def test_with_a_screen_the_window_opens_on_demonstration_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9")
    assert start.program_words([]) == ["--demo-if-empty"]


@pytest.mark.usefixtures("no_screen")
def test_without_a_screen_the_main_job_runs() -> None:
    assert start.program_words([]) == ["demo-run"]
    assert start.program_words(["--json"]) == ["demo-run", "--json"]


@pytest.mark.usefixtures("no_screen")
def test_words_are_handed_to_the_command_line() -> None:
    assert start.program_words(["people", "find", "王"]) == ["people", "find", "王"]


@pytest.mark.parametrize("words", [["--data", "D:/工会", "people"], ["--data=D:/工会", "people"]])
def test_the_data_folder_may_stand_before_the_command(words: list[str]) -> None:
    assert start.without_data(words) == ["people"]
    assert os.environ["YIJIA_DATA"] == "D:/工会"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: [Errno 28] No space left on device", "The disk ran full"),
        ("NewConnectionError: Temporary failure in name resolution", "the network does not answer"),
        ("ERROR: No matching distribution found for pyside6", "is not made for this computer"),
        ("error: something else\nlast line", "last line"),
    ],
)
def test_a_failure_to_set_up_is_told_in_a_sentence(said: str, sentence: str) -> None:
    assert sentence in str(prepare.explained(said))


def test_a_folder_that_refuses_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / ".venv"
    in_the_way.write_text("a file where the folder should be", encoding="utf-8")
    for name, path in {"VENV": in_the_way, "_STAMP": in_the_way / "stamp", "LOG": in_the_way / "log"}.items():
        monkeypatch.setattr(prepare, name, path)
    assert start.main(["--setup"]) == 2
    said = capsys.readouterr().err
    assert str(in_the_way) in said
    assert "Copy the whole folder" in said


def test_nothing_is_asked_of_the_system_outside_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert system.missing_packages() == []


def test_the_line_to_run_is_printed_where_nothing_may_be_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "missing_packages", lambda: ["libegl1"])
    monkeypatch.setattr(system, "may_install", lambda: False)
    assert system.ready(tmp_path / "log") is False
    assert "apt-get install -y --no-install-recommends libegl1" in capsys.readouterr().out


def test_the_offline_package_holds_the_program_and_the_packages(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "qrcode-8.2-py3-none-any.whl").write_bytes(b"wheel")
    assert offline_bundle.pack(tmp_path / "out.zip", wheels) == 1
    with ZipFile(tmp_path / "out.zip") as bundle:
        names = set(bundle.namelist())
    assert {"yijia/start.py", "yijia/installer/lock.txt", "yijia/desktop/core/ids.py"} <= names
    assert "yijia/wheels/qrcode-8.2-py3-none-any.whl" in names
    assert not any("__pycache__" in name or name.startswith("yijia/tests") for name in names)

"""The rules of the house that no tool keeps."""

import ast
import gettext
import importlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from desktop.core.resources import resources_folder
from installer import lock, say

ROOT = Path(__file__).resolve().parent.parent
CODE = [
    ROOT / "start.py",
    *(path for top in ("desktop", "tests", "installer") for path in (ROOT / top).rglob("*.py")),
]
PROGRAM = sorted((ROOT / "desktop").rglob("*.py"))
LONGEST = 400
# Where a bug may be caught whatever it is: the task and the excepthook.
LAST_NETS = 2
FORBIDDEN_NAMES = ("Manager", "Helper", "Util", "Utils", "Handler")


def _calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _where(path: Path, node: ast.stmt | ast.expr) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_file_is_longer_than_a_person_reads() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in CODE
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
        and "migrations" not in path.parts
    }
    assert long == {}


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in PROGRAM
        if path.stat().st_size and not ast.get_docstring(_tree(path))
    ]
    assert silent == []


def test_words_for_people_are_whole_sentences_the_catalogue_can_hold() -> None:
    """A message put together by ``+`` or as an f-string is never found in the catalogue."""
    wrong = [
        _where(path, call)
        for path in PROGRAM
        for call in _calls(_tree(path), "_", "N_", "ngettext")
        for word in call.args[: 2 if isinstance(call.func, ast.Name) and call.func.id == "ngettext" else 1]
        if isinstance(word, ast.JoinedStr | ast.BinOp)
    ]
    assert wrong == []


def test_no_message_is_translated_while_a_module_loads() -> None:
    """The language is chosen after the modules are loaded."""
    early = [
        _where(path, call)
        for path in PROGRAM
        for statement in _at_load(_tree(path))
        for call in _calls(statement, "_", "ngettext")
    ]
    assert early == []


def _at_load(module: ast.Module) -> Iterator[ast.stmt]:
    for statement in module.body:
        if isinstance(statement, ast.ClassDef):
            yield from (one for one in statement.body if isinstance(one, ast.Assign | ast.AnnAssign))
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield statement


def test_classes_are_named_for_what_they_are() -> None:
    vague = [
        _where(path, node)
        for path in PROGRAM
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith(FORBIDDEN_NAMES)
    ]
    assert vague == []


def test_everything_is_caught_in_the_last_nets_only() -> None:
    broad = [
        _where(path, node.type)
        for path in PROGRAM
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ExceptHandler)
        and isinstance(node.type, ast.Name)
        and node.type.id in ("Exception", "BaseException")
        and not (node.body and isinstance(node.body[-1], ast.Raise))
    ]
    assert len(broad) <= LAST_NETS, broad


def test_no_window_loop_runs_inside_another() -> None:
    nested = [
        _where(path, node)
        for path in (ROOT / "desktop" / "views").rglob("*.py")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("processEvents", "exec", "exec_")
    ]
    assert nested == []


def test_the_words_come_with_the_program() -> None:
    assert gettext.find("yijia", resources_folder() / "locale", ["zh_CN"]) is not None


@pytest.mark.parametrize("file", [lock.LOCK, lock.DEV_LOCK], ids=["program", "tests"])
def test_the_lock_keeps_the_ranges_and_names_every_package(file: Path) -> None:
    run, dev = lock.declared()
    versions = lock.locked(lock.LOCK) | lock.locked(lock.DEV_LOCK)
    for requirement in run if file == lock.LOCK else dev:
        name = canonicalize_name(requirement.name)
        assert name in (lock.locked(file) if file == lock.LOCK else versions), (
            f"{name}: run installer/lock.py"
        )
        assert requirement.specifier.contains(versions[name]), f"{name} {versions[name]} is outside the range"


def test_the_lock_names_what_locked_packages_ask_for() -> None:
    run, dev = lock.declared()
    assert sorted(lock.closure(run)) == sorted(lock.locked(lock.LOCK))
    assert set(lock.closure(dev)) <= set(lock.locked(lock.LOCK)) | set(lock.locked(lock.DEV_LOCK))


def test_the_binding_to_qt_is_not_the_one_that_loses_none() -> None:
    run, _dev = lock.declared()
    qt = next(one for one in run if canonicalize_name(one.name) == "pyside6-essentials")
    assert not qt.specifier.contains("6.12.0")
    assert qt.specifier.contains(lock.locked(lock.LOCK)["pyside6-essentials"])


def test_the_command_leads_to_a_function_that_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, function = project["scripts"]["yijia"].split(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_setting_up_needs_nothing_but_the_standard_library() -> None:
    files = [
        ROOT / "start.py",
        *(ROOT / "installer" / f"{name}.py" for name in ("prepare", "say", "system", "checks")),
    ]
    foreign = {
        module.partition(".")[0]
        for path in files
        for node in ast.walk(_tree(path))
        for module in _imported(node)
        if module.partition(".")[0] not in (*sys.stdlib_module_names, "installer")
    }
    assert foreign == set()


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


@pytest.mark.parametrize(("spoken", "heard"), [("zh_CN.UTF-8", "好"), ("en_GB", "fine"), ("C", "fine")])
def test_setting_up_speaks_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, spoken: str, heard: str
) -> None:
    monkeypatch.setenv("YIJIA_LANG", spoken)
    assert say.chosen("fine", "好") == heard


def test_a_range_is_read_with_its_extras() -> None:
    assert "psycopg-binary" in lock.closure([Requirement("psycopg[binary]")])

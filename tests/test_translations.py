"""The catalogue tool: what it collects, fills, keeps, drops and complains of."""

import gettext
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from installer import translations

CODE = """
from desktop.core.i18n import N_, _, ngettext
LABEL = N_("Removed.")
def said(n: int) -> str:
    return _("Hello, {name}.").format(name="x") + ngettext("{n} row", "{n} rows", n)
"""
WORDS = {"Removed.": "已移除。", "Hello, {name}.": "{name}，您好。", "{n} row": "{n}行"}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "page.py").write_text(CODE, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "locale" / "zh_CN" / "LC_MESSAGES"


def test_every_message_is_collected_filled_and_spoken(source: Path, folder: Path) -> None:
    left = translations.sync(source, folder, WORDS)
    assert left == translations.Synced([], [])
    assert translations.faults(source, folder) == []
    chinese = gettext.translation("yijia", folder.parent.parent, ["zh_CN"])
    assert chinese.gettext("Removed.") == "已移除。"
    assert chinese.ngettext("{n} row", "{n} rows", 2) == "{n}行"


def test_a_message_without_chinese_stays_english_and_is_named(source: Path, folder: Path) -> None:
    left = translations.sync(source, folder, {"Removed.": "已移除。", "Never asked": "无"})
    assert left == translations.Synced(["Hello, {name}.", "{n} row"], ["Never asked"])
    chinese = gettext.translation("yijia", folder.parent.parent, ["zh_CN"])
    assert chinese.ngettext("{n} row", "{n} rows", 2) == "{n} rows"
    said = ["Without Chinese: 'Hello, {name}.'", "Without Chinese: '{n} row'"]
    assert translations.faults(source, folder) == said


def test_a_second_run_changes_nothing_and_keeps_what_was_filled(source: Path, folder: Path) -> None:
    translations.sync(source, folder, WORDS)
    before = (folder / "yijia.po").read_bytes(), (folder / "yijia.mo").read_bytes()
    translations.sync(source, folder, {"Removed.": "别的"})
    assert ((folder / "yijia.po").read_bytes(), (folder / "yijia.mo").read_bytes()) == before


def test_over_replaces_a_translation(source: Path, folder: Path) -> None:
    translations.sync(source, folder, WORDS)
    translations.sync(source, folder, {"Removed.": "已删除。"}, over=True)
    assert "已删除。" in (folder / "yijia.po").read_text(encoding="utf-8")


def test_a_message_gone_from_the_code_is_a_fault_until_it_is_dropped(source: Path, folder: Path) -> None:
    translations.sync(source, folder, WORDS)
    (source / "page.py").write_text("", encoding="utf-8")
    assert "No longer in the code: 'Removed.'" in translations.faults(source, folder)
    translations.sync(source, folder, {})
    assert translations.faults(source, folder) == []
    assert "已移除" not in (folder / "yijia.po").read_text(encoding="utf-8")


def test_a_message_new_in_the_code_is_a_fault(source: Path, folder: Path) -> None:
    translations.sync(source, folder, WORDS)
    (source / "more.py").write_text("print(_('Late'))", encoding="utf-8")
    assert translations.faults(source, folder) == ["Not in the catalogue: 'Late'"]


def test_braces_must_name_the_same_things(source: Path, folder: Path) -> None:
    translations.sync(source, folder, WORDS | {"Hello, {name}.": "{nmae}，您好。"})
    assert translations.faults(source, folder) == [
        "Other names in braces than the English: 'Hello, {name}.' -> '{nmae}，您好。'"
    ]


def test_a_compiled_file_older_than_its_source_is_a_fault(source: Path, folder: Path) -> None:
    translations.sync(source, folder, WORDS)
    po = folder / "yijia.po"
    po.write_text(po.read_text(encoding="utf-8").replace("已移除。", "已删除。"), encoding="utf-8")
    assert translations.faults(source, folder) == ["yijia.mo is older than yijia.po: run sync."]


def test_runs_at_the_same_moment_do_not_lose_each_others_words(source: Path, folder: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda item: translations.sync(source, folder, dict([item])), WORDS.items()))
    assert translations.faults(source, folder) == []


def test_the_catalogue_of_the_program_is_complete() -> None:
    assert translations.faults(translations.ROOT / "desktop", translations.FOLDER) == []

"""Keep the Chinese catalogue in step with the words in the code.

    python installer/translations.py sync [FILE.json …] [--over]
    python installer/translations.py check

``sync`` collects every message of ``desktop/``, brings ``yijia.po`` in line with them (sorted, no
line numbers, messages no longer used dropped), fills empty translations from files of the shape
``{"English message": "中文"}`` (a plural's key is its singular), compiles ``yijia.mo`` and prints what
is still missing. ``check`` changes nothing and ends with 1 when something is missing, doubtful or stale.
"""

import argparse
import json
import os
import string
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
# A date of its own in the header would change the file at every run.
_DATED = datetime(2026, 1, 1, tzinfo=UTC)
_PATIENCE_S = 60.0


def collect(source: Path) -> Catalog:
    """Return the messages of a folder of code, untranslated."""
    catalogue = _empty()
    found = extract_from_dir(source, method_map=[("**.py", "python")], keywords=KEYWORDS)
    for _filename, _line, message, _comments, context in found:
        catalogue.add(message, context=context)
    return catalogue


@dataclass(frozen=True)
class Synced:
    """What a run of :func:`sync` left open."""

    missing: list[str]
    unused: list[str]


def sync(source: Path, folder: Path, words: dict[str, str], *, over: bool = False) -> Synced:
    """Bring the catalogue in ``folder`` in line with the code in ``source`` and compile it.

    ``words`` fills empty translations, with ``over`` any. Returns the messages still without a
    translation, and the keys of ``words`` that no message asked for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        kept = _load(folder / "yijia.po")
        fresh = collect(source)
        for message in _messages(fresh):
            old = kept.get(message.id, message.context)
            _fill(message, _texts(old) if old is not None and not old.fuzzy else [])
            offered = words.get(_key(message))
            if offered and (over or not all(_texts(message))):
                _fill(message, [offered])
        _write(fresh, folder)
    known = {_key(message) for message in _messages(fresh)}
    missing = [_key(message) for message in _messages(fresh) if not all(_texts(message))]
    return Synced(missing, sorted(set(words) - known))


def faults(source: Path, folder: Path) -> list[str]:
    """Return what is wrong with the catalogue, one sentence each; nothing is changed."""
    if not (folder / "yijia.po").exists():
        return [f"{folder / 'yijia.po'} does not exist: run sync."]
    catalogue, wanted = _load(folder / "yijia.po"), collect(source)
    asked = {_key(message) for message in _messages(wanted)}
    have = {_key(message): message for message in _messages(catalogue)}
    said = [f"Not in the catalogue: {key!r}" for key in sorted(asked - set(have))]
    said += [f"No longer in the code: {key!r}" for key in sorted(set(have) - asked)]
    for key in sorted(asked & set(have)):
        said += _faults_of(have[key])
    return said + _stale(catalogue, folder / "yijia.mo")


def placeholders(text: str) -> set[str]:
    """Return the names in braces that ``str.format`` would ask for; a text it cannot read has none."""
    try:
        return {name for _literal, name, _spec, _how in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def _faults_of(message: Message) -> Iterator[str]:
    key, texts = _key(message), _texts(message)
    if message.fuzzy:
        yield f"Doubtful (fuzzy): {key!r}"
    if not all(texts):
        yield f"Without Chinese: {key!r}"
        return
    asked = placeholders(message.id if isinstance(message.id, str) else message.id[-1])
    for text in texts:
        if placeholders(text) != asked:
            yield f"Other names in braces than the English: {key!r} -> {text!r}"


def _stale(catalogue: Catalog, compiled: Path) -> list[str]:
    if not compiled.exists():
        return [f"{compiled.name} does not exist: run sync."]
    with compiled.open("rb") as file:
        spoken = {_key(message): _texts(message) for message in _messages(read_mo(file))}
    written = {_key(message): _texts(message) for message in _messages(catalogue) if all(_texts(message))}
    return [] if spoken == written else [f"{compiled.name} is older than yijia.po: run sync."]


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(message: Message) -> list[str]:
    text = message.string
    return [text] if isinstance(text, str) else [one or "" for one in text or ()]


def _fill(message: Message, texts: Sequence[str]) -> None:
    # Chinese has one form whatever the number, which gettext still wants as a tuple.
    text = texts[0] if texts else ""
    message.string = text if isinstance(message.id, str) else (text,)


def _messages(catalogue: Catalog) -> list[Message]:
    return sorted((message for message in catalogue if message.id), key=_key)


def _empty() -> Catalog:
    return Catalog(
        locale="zh_CN",
        project="Yijia",
        version="1",
        header_comment="# Words of Yijia in Chinese; kept by installer/translations.py.",
        creation_date=_DATED,
        revision_date=_DATED,
        last_translator="Yijia",
        language_team="zh_CN",
        fuzzy=False,
    )


def _load(path: Path) -> Catalog:
    if not path.exists():
        return _empty()
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN", abort_invalid=True)


def _write(catalogue: Catalog, folder: Path) -> None:
    with _replacing(folder / "yijia.po") as file:
        write_po(file, catalogue, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    spoken = _empty()
    for message in _messages(catalogue):
        if all(_texts(message)):
            spoken[message.id] = message
    with _replacing(folder / "yijia.mo") as file:
        write_mo(file, spoken)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        yield file
    part.replace(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one run at a time write the catalogue; a lock left behind by a killed run goes stale."""
    mark = sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    lock = Path(tempfile.gettempdir()) / f"yijia-catalogue-{mark}.lock"
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            if time.monotonic() > until:
                lock.unlink(missing_ok=True)
            time.sleep(0.1)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _read_words(files: Sequence[Path]) -> dict[str, str]:
    words: dict[str, str] = {}
    for path in files:
        words |= {str(key): str(text) for key, text in json.loads(path.read_text(encoding="utf-8")).items()}
    return words


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the two commands; return the exit code."""
    parser = argparse.ArgumentParser(description="Keep the Chinese catalogue in step with the code.")
    commands = parser.add_subparsers(dest="command", required=True)
    fill = commands.add_parser("sync", help="collect, fill, compile, print what is missing")
    fill.add_argument("files", nargs="*", type=Path, metavar="FILE.json")
    fill.add_argument("--over", action="store_true", help="let the files replace translations that exist")
    commands.add_parser("check", help="say what is missing, doubtful or stale; change nothing")
    chosen = parser.parse_args(arguments)
    if chosen.command == "check":
        said = faults(ROOT / "desktop", FOLDER)
        print("\n".join(said) or "The Chinese catalogue is complete.")
        return 1 if said else 0
    left = sync(ROOT / "desktop", FOLDER, _read_words(chosen.files), over=chosen.over)
    for key in left.unused:
        print(f"No message asks for: {key!r}")
    for key in left.missing:
        print(f"Without Chinese: {json.dumps(key, ensure_ascii=False)}")
    doubtful = [fault for fault in faults(ROOT / "desktop", FOLDER) if fault.startswith("Other names")]
    for fault in doubtful:
        print(fault)
    print(f"{len(left.missing)} missing, {len(left.unused)} unused, {len(doubtful)} with other braces.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

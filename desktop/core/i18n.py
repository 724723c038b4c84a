"""The words on the screen and on paper: English in the code, Chinese from the catalogue.

``_`` looks the message up when it is called, so call it inside functions, never while a module loads;
mark a constant with ``N_`` and translate it where it is shown. Sheets may be printed in another
language than the window's: ``with in_language("en"): …``.
"""

import gettext
import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from desktop.core.resources import resources_folder

LANGUAGES = ("zh_CN", "en")

_default = "en"
_override: ContextVar[str | None] = ContextVar("language", default=None)


@cache
def _catalogue(name: str) -> gettext.NullTranslations:
    if name == "en":
        return gettext.NullTranslations()
    return gettext.translation("yijia", resources_folder() / "locale", [name], fallback=True)


def _(message: str) -> str:
    """Return the message in the language now in force."""
    return _catalogue(language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the message that fits the number, in the language now in force (fill ``{count}`` yourself)."""
    return _catalogue(language()).ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools know
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def language() -> str:
    """Return the language now in force: ``zh_CN`` or ``en``."""
    return _override.get() or _default


def set_language(name: str) -> None:
    """Choose the language of the whole program (``zh``, ``zh_CN`` … or anything else for English)."""
    global _default
    _default = closest_language(name)


@contextmanager
def in_language(name: str) -> Iterator[None]:
    """Speak another language inside the block, on this thread only."""
    token = _override.set(closest_language(name))
    try:
        yield
    finally:
        _override.reset(token)


def closest_language(name: str) -> str:
    """Return the language of ours that is nearest to a locale name."""
    return "zh_CN" if name.lower().startswith("zh") else "en"


def system_language() -> str:
    """Return the language the person's system speaks."""
    for variable in ("YIJIA_LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if value := os.environ.get(variable):
            return closest_language(value)
    if sys.platform == "win32":
        import ctypes

        return closest_language(
            locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
        )
    return closest_language(locale.getlocale()[0] or "")

"""Speak to the person before the program's own catalogue can be trusted to load."""

import locale
import os
import sys


class CannotStart(Exception):
    """Setting up cannot go on; says in both languages what happened and what to do."""

    def __init__(self, sentence: str, remedy: str, chinese_sentence: str, chinese_remedy: str) -> None:
        super().__init__(sentence)
        self.english = f"{sentence}\n{remedy}"
        self.chinese = f"{chinese_sentence}\n{chinese_remedy}"

    def __str__(self) -> str:
        return chosen(self.english, self.chinese)


def chosen(english: str, chinese: str) -> str:
    """Return the text in the language the person's system speaks."""
    names = [os.environ.get(name, "") for name in ("YIJIA_LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")]
    spoken = next((name for name in names if name), "") or locale.getlocale()[0] or ""
    return chinese if spoken.lower().startswith(("zh", "chinese")) else english


def say(english: str, chinese: str, *, end: str = "\n") -> None:
    """Print a line in the person's language."""
    print(chosen(english, chinese), end=end, flush=True)


def speak_any_character() -> None:
    """Let a console that cannot show a character show a mark instead of stopping the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")

"""A sum of money as a settlement wants it: nought and, on credit notes, less than nought are sums too."""

import re
import unicodedata

from desktop.core.i18n import _
from desktop.services.trip_cost_words import yuan
from desktop.views.support.fields import WordsField

_SUM = re.compile(r"-?\d{1,10}(\.\d{1,2})?")


class FenField(WordsField["int | None"]):
    """A sum in yuan, kept in fen; empty is nought where it is not required."""

    def value(self) -> int | None:
        """Return the fen; full-width digits, separators, ¥ and 元 are understood."""
        plain = unicodedata.normalize("NFKC", self.words())
        for sign in "¥元, ":
            plain = plain.replace(sign, "")
        self._demand(bool(plain))
        if not plain:
            return None
        if not _SUM.fullmatch(plain):
            raise self._refuse(_("Please write a sum in yuan, for example 50 or 50.50."))
        whole, _dot, rest = plain.removeprefix("-").partition(".")
        fen = int(whole) * 100 + int((rest + "00")[:2])
        return -fen if plain.startswith("-") else fen

    def fen(self) -> int:
        """Return the fen, nought where nothing is written."""
        return self.value() or 0

    def _show(self, value: int | None) -> None:
        self.line.setText("" if value is None else yuan(value))

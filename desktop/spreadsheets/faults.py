"""What may be wrong or doubtful in a row of a list, in words."""

from dataclasses import dataclass
from typing import Literal, get_args

from desktop.core.i18n import _
from desktop.core.names import NAME_LIMIT
from desktop.core.national_id import FaultKind, fault_words
from desktop.spreadsheets.headings import Field

RowFault = Literal["no-name", "name-too-long", "too-long"]
RowDoubt = Literal[
    "sex-differs", "sex-unread", "birthday-differs", "birthday-unread", "phone-odd", "phone-several",
    "frontline-unread",
]  # fmt: skip

TEXT_LIMIT = 500
"""The longest organisation, post, member number or remark taken."""

ID_FAULTS: tuple[FaultKind, ...] = get_args(FaultKind)
"""Faults that a tick may forgive by taking the row without its identity number."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong (or doubtful) in a row: its kind, the field it concerns, and the value given."""

    kind: FaultKind | RowFault | RowDoubt
    field: Field
    value: str = ""

    @property
    def sentence(self) -> str:
        """What the person reads, in the language in force."""
        for kind in ID_FAULTS:
            if self.kind == kind:
                return fault_words(kind)[0]
        return _row_sentence(self.kind).format(value=self.value, limit=_limit(self.kind))

    @property
    def remedy(self) -> str:
        """What to do next; empty where the sentence says it."""
        for kind in ID_FAULTS:
            if self.kind == kind:
                return fault_words(kind)[1]
        return ""


def _limit(kind: str) -> int:
    return NAME_LIMIT if kind == "name-too-long" else TEXT_LIMIT


def _row_sentence(kind: str) -> str:
    sentences = {
        "no-name": _("The row has no name."),
        "name-too-long": _("The name is longer than {limit} characters."),
        "too-long": _("“{value}” is longer than {limit} characters."),
        "sex-differs": _(
            "The list says “{value}”, the identity number another sex; the number was followed."
        ),
        "sex-unread": _("“{value}” is not understood as a sex."),
        "birthday-differs": _(
            "The birthday “{value}” differs from the identity number; the number was followed."
        ),
        "birthday-unread": _("“{value}” is not understood as a birthday."),
        "phone-odd": _("“{value}” does not look like a telephone number."),
        "phone-several": _("“{value}” holds several numbers; the first was taken."),
        "frontline-unread": _("“{value}” is not understood as yes or no."),
    }
    return sentences[kind]

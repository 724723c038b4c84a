"""How the facts about a worker read on the screen."""

from collections.abc import Sequence

from desktop.core.i18n import _
from desktop.services.merging import Agreed
from desktop.services.people import WorkerLine
from desktop.views.support.lazy_model import Column


def sex_word(sex: str | None) -> str:
    """Return the word for M and F; nothing where it is not known."""
    return {"M": _("male"), "F": _("female")}.get(sex or "", "")


def yes_no(value: bool | None) -> str:
    """Return yes or no; nothing where it is not known."""
    return "" if value is None else _("yes") if value else _("no")


def worker_columns() -> list[Column[WorkerLine]]:
    """Return the columns of the table of workers; identity number and telephone come masked."""
    return [
        Column("name", _("Name"), lambda one: one.name, width=120),
        Column("organisation", _("Organisation"), lambda one: one.organisation, width=160),
        Column("sex", _("Sex"), lambda one: sex_word(one.sex), width=60),
        Column("age", _("Age"), lambda one: "" if one.age is None else str(one.age), width=52),
        Column("phone", _("Phone"), lambda one: one.phone, width=112),
        Column("post", _("Post"), lambda one: one.post, width=90),
        Column("frontline", _("Frontline"), lambda one: yes_no(one.frontline), width=70),
        Column("birthday", _("Birthday"), _birthday, width=100, shown=False),
        Column(
            "id_number",
            _("Identity number"),
            lambda one: one.id_number,
            width=180,
            sortable=False,
            shown=False,
        ),
        Column("member_number", _("Member number"), lambda one: one.member_number, width=120, shown=False),
        Column("remark", _("Remark"), lambda one: one.remark, width=160, sortable=False, shown=False),
    ]


def _birthday(one: WorkerLine) -> str:
    return one.birthday.isoformat() if one.birthday else ""


def entry_words(one: WorkerLine) -> str:
    """Return what tells an entry from another of the same name; the telephone is masked."""
    parts = (one.name, one.organisation, one.post, _birthday(one), one.phone)
    return " · ".join(part for part in parts if part)


def agree_words(agree_in: Sequence[Agreed]) -> str:
    """Return in what two entries of one name agree."""
    words = {
        "phone": _("same telephone"),
        "organisation": _("same organisation"),
        "birthday": _("same birthday"),
    }
    return _(", ").join(words[one] for one in agree_in)

"""Lines of the first page about what is wrong at the sites."""

from collections.abc import Callable

from desktop.core.i18n import _, ngettext
from desktop.services.site_due import Due, DueKind
from desktop.views.home.rows import Row, Step
from desktop.views.support.times import day_words


def defect_row(one: Due, act: Callable[[], object]) -> Row:
    """Return the line of a defect past its deadline, or of one that waits to be looked at again."""
    step = Step(_("Open"), _("Open the defect: {what}").format(what=one.what), act)
    if one.kind is DueKind.RECHECK:
        detail = f"{one.site} · " + _("reported fixed; somebody has to look again")
        return Row("clipboard-search-outline", "due", one.what, detail, (step,))
    late = -(one.days or 0)
    words = ngettext("{n} day past its deadline", "{n} days past its deadline", late).format(n=late)
    day = f" ({day_words(one.due_on)})" if one.due_on else ""
    return Row("alert-circle-outline", "error", one.what, f"{one.site} · {words}{day}", (step,))


def more_defects_row(count: int, act: Callable[[], object]) -> Row:
    """Return the line that leads to the defects there is no room for."""
    words = ngettext("{n} more defect waits", "{n} more defects wait", count).format(n=f"{count:,}")
    step = Step(_("All of them"), _("Open the list of defects at the sites"), act)
    return Row("dots-horizontal-circle-outline", "due", words, "", (step,))

"""A PDF that was drawn, as the preview wants it, and what to look at before it is printed."""

from functools import partial

from desktop.core.i18n import _
from desktop.paper.preview import page_size, render_page
from desktop.views.support.preview import Papers

LEAST_CODE_MM = 14.0


def papers_of(pdf: bytes, pages: int, name: str) -> Papers:
    """Return a PDF whose pages are all of one size as the preview wants it."""
    width, height = page_size(pdf)
    return Papers(pdf, pages, partial(render_page, pdf), name, width, height)


def warnings(unprintable: tuple[str, ...], cut: tuple[str, ...], code_mm: float = 0.0) -> tuple[str, ...]:
    """Return, in sentences, what a person should look at before printing."""
    told = []
    if unprintable:
        words = _("No font on this computer can draw all of: {names}. Write these by hand.")
        told.append(words.format(names=_few(unprintable)))
    if cut:
        told.append(_("Too long for its place, and cut: {names}.").format(names=_few(cut)))
    if 0 < code_mm < LEAST_CODE_MM:
        words = _("The codes are {mm} mm wide; below {least} mm a scanner may fail.")
        told.append(words.format(mm=f"{code_mm:.0f}", least=f"{LEAST_CODE_MM:.0f}"))
    return tuple(told)


def _few(texts: tuple[str, ...]) -> str:
    shown = _(", ").join(texts[:6])
    return shown if len(texts) <= 6 else _("{names} and {n} more").format(names=shown, n=len(texts) - 6)

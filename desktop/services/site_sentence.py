"""The sentences an office sends upward, made of a year's figures in the language in force.

What there is none of is left out.
"""

from collections.abc import Sequence
from datetime import date

from desktop.core.i18n import _, ngettext
from desktop.models.sites import SiteKind
from desktop.services.site_figures import Amenities, KindFigures, YearReport

_ORDER = (
    SiteKind.REST_STATION,
    SiteKind.MOMMY_ROOM,
    SiteKind.ACTIVITY_CENTRE,
    SiteKind.LIBRARY,
    SiteKind.WARM_SPACE,
    SiteKind.CULTURAL_PALACE,
    SiteKind.TRIP_BASE,
)


def year_sentence(report: YearReport, office: str = "") -> str:
    """Return what stands, what it has, what is planned and who came, as one paragraph.

    ``office`` is whose sites they are; "the federation", where it is not named.
    """
    day = _day_words(report.day)
    standing = [_stand(report, kind) for kind in _ORDER if report.of(kind).in_use]
    only_planned = [
        _kind_count(kind, ahead)
        for kind in _ORDER
        if not report.of(kind).in_use and (ahead := _ahead(report, kind))
    ]
    whose = office or _("the federation")
    if standing:
        said = [
            _("As of {day}, {office} has {sites}.").format(day=day, office=whose, sites=_joined(standing))
        ]
    else:
        said = [_("As of {day}, {office} has no site in service.").format(day=day, office=whose)]
    if only_planned:
        said.append(_("Planned: {sites}.").format(sites=_joined(only_planned)))
    said += [_served(report), _inspected(report)]
    return _run_on(list(filter(None, said)))


def _run_on(sentences: Sequence[str]) -> str:
    """Put sentences one after the other, as each language does."""
    whole = ""
    for sentence in sentences:
        whole = _("{text} {sentence}").format(text=whole, sentence=sentence) if whole else sentence
    return whole


def _stand(report: YearReport, kind: SiteKind) -> str:
    figures = report.of(kind)
    asides = list(
        filter(None, (_equipped(report, kind), _afloat(figures), _paused(figures), _more(report, kind)))
    )
    count = _kind_count(kind, figures.in_use)
    return _("{sites} ({asides})").format(sites=count, asides=_("; ").join(asides)) if asides else count


def _kind_count(kind: SiteKind, n: int) -> str:
    words = {
        SiteKind.REST_STATION: ngettext("{n} May Day rest station", "{n} May Day rest stations", n),
        SiteKind.MOMMY_ROOM: ngettext("{n} mommy room", "{n} mommy rooms", n),
        SiteKind.ACTIVITY_CENTRE: ngettext("{n} activity centre", "{n} activity centres", n),
        SiteKind.LIBRARY: ngettext("{n} worker library", "{n} worker libraries", n),
        SiteKind.WARM_SPACE: ngettext("{n} warm space", "{n} warm spaces", n),
        SiteKind.CULTURAL_PALACE: ngettext("{n} cultural palace", "{n} cultural palaces", n),
        SiteKind.TRIP_BASE: ngettext("{n} trip base", "{n} trip bases", n),
    }
    return words[kind].format(n=_number(n))


def _equipped(report: YearReport, kind: SiteKind) -> str:
    have = report.amenities
    if kind is not SiteKind.REST_STATION or not have.complete or report.is_past:
        return ""
    items = _items(have)
    if have.complete < report.of(kind).in_use:
        return _("{n} of them with {items}").format(n=_number(have.complete), items=items)
    return (_("with {items}") if have.complete == 1 else _("all with {items}")).format(items=items)


def _items(have: Amenities) -> str:
    return _joined([_inside(item.words) for item, _count in have.needed])


def _inside(words: str) -> str:
    """Return words as they stand inside a sentence: no capital, unless there are several."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _afloat(figures: KindFigures) -> str:
    if not figures.afloat:
        return ""
    words = ngettext("{n} of them a book boat", "{n} of them book boats", figures.afloat)
    return words.format(n=_number(figures.afloat))


def _paused(figures: KindFigures) -> str:
    if not figures.paused:
        return ""
    words = ngettext(
        "{n} of them shut for the time being", "{n} of them shut for the time being", figures.paused
    )
    return words.format(n=_number(figures.paused))


def _more(report: YearReport, kind: SiteKind) -> str:
    figures, ahead = report.of(kind), _ahead(report, kind)
    if not ahead:
        return ""
    if report.is_past or figures.planned_later:
        return ngettext("{n} more planned", "{n} more planned", ahead).format(n=_number(ahead))
    words = ngettext(
        "{n} more planned by the end of the year", "{n} more planned by the end of the year", ahead
    )
    return words.format(n=_number(ahead))


def _ahead(report: YearReport, kind: SiteKind) -> int:
    return report.of(kind).planned_by_end + report.of(kind).planned_later


def _served(report: YearReport) -> str:
    people, before = report.use.people, report.use.before_so_far
    if not people:
        return ""
    words = (
        ngettext("{n} person was served in {year}", "{n} people were served in {year}", people)
        if report.is_past
        else ngettext("{n} person has been served this year", "{n} people have been served this year", people)
    )
    said = words.format(n=_number(people), year=report.year)
    if not before:
        return _("{said}.").format(said=said)
    change = round((people - before) / before * 100, 1)
    if change == 0:
        return _("{said}, as many as in the same part of the year before.").format(said=said)
    tail = (
        _("{said}, {percent} % more than in the same part of the year before.")
        if change > 0
        else _("{said}, {percent} % fewer than in the same part of the year before.")
    )
    return tail.format(said=said, percent=f"{abs(change):,.1f}")


def _inspected(report: YearReport) -> str:
    seen = report.visits
    if not seen.visits:
        return ""
    parts = [ngettext("{n} inspection", "{n} inspections", seen.visits).format(n=_number(seen.visits))]
    if seen.found:
        parts.append(
            ngettext("{n} defect found", "{n} defects found", seen.found).format(n=_number(seen.found))
        )
    if seen.closed:
        parts.append(ngettext("{n} closed", "{n} closed", seen.closed).format(n=_number(seen.closed)))
    return _("On record: {parts}.").format(parts=_(", ").join(parts))


def _joined(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=_(", ").join(parts[:-1]), last=parts[-1])


def _number(n: int) -> str:
    """Return a number as a letter writes it: in Chinese ones the digits stand together."""
    return _("{n:,}").format(n=n)


def _day_words(day: date) -> str:
    return _("{year}-{month:02}-{day:02}").format(year=day.year, month=day.month, day=day.day)

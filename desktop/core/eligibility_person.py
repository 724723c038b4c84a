"""The rules about the person: membership, post, honour, retirement, fitness, identity number, claims."""

from datetime import date

from desktop.core import national_id
from desktop.core.eligibility_facts import Facts, Finding, Frame, Honoured, Met
from desktop.core.honour_levels import LEVELS, level_word, reaches
from desktop.core.i18n import N_, _
from desktop.core.retirement import Retirement, possible
from desktop.core.trip_rules import RuleKey, value_words

NEAR_RETIREMENT = "retiring"
_HAZARDS = ("toxic", "heavy")
_MODEL = "model"

# What is said where the answer is no, and where there is none, with what would mend either.
_PLAIN = {
    RuleKey.MEMBER: (
        N_("Is not a union member."),
        N_("Enrol the person in the union, or name somebody else."),
        N_("Nobody has said whether the person is a union member."),
        N_("Bring the member number or the union's confirmation."),
    ),
    RuleKey.IN_POST: (
        N_("Is not in post."),
        N_("Name somebody who is in post."),
        N_("Nobody has said whether the person is in post."),
        N_("Bring the employer's confirmation."),
    ),
    RuleKey.FRONTLINE: (
        N_("Does not work in the front line."),
        N_("Name somebody of the front line, or correct the post."),
        N_("Nobody has said whether the person works in the front line."),
        N_("Put yes or no into the form, with the post."),
    ),
    RuleKey.HAZARDOUS: (
        N_("Does not work in a hazardous post."),
        N_("Name somebody in a hazardous post, or correct the post."),
        N_("Nobody has said whether the post is hazardous."),
        N_("Bring the employer's confirmation."),
    ),
    RuleKey.FIT: (
        N_("Is not fit to travel."),
        N_("Name somebody else this year."),
        N_("Nobody has said whether the person is fit to travel."),
        N_("Ask for a plain yes or no; nothing else about health is needed."),
    ),
}


def plain_answer(rule: RuleKey, answer: bool | None) -> Finding:
    """Return what a rule of yes or no comes to."""
    no, mend_no, unsaid, mend_unsaid = _PLAIN[rule]
    if answer is None:
        return Finding(Met.UNCLEAR, _("not said"), _(unsaid), _(mend_unsaid))
    if answer:
        return Finding(Met.YES, _("yes"))
    return Finding(Met.NO, _("no"), _(no), _(mend_no))


def member(facts: Facts, _frame: Frame) -> Finding:
    """Is a union member."""
    return plain_answer(RuleKey.MEMBER, facts.is_member)


def in_post(facts: Facts, _frame: Frame) -> Finding:
    """Is in post."""
    return plain_answer(RuleKey.IN_POST, facts.in_post)


def frontline(facts: Facts, _frame: Frame) -> Finding:
    """Works in the front line."""
    return plain_answer(RuleKey.FRONTLINE, facts.frontline)


def hazardous(facts: Facts, _frame: Frame) -> Finding:
    """Works in a hazardous post."""
    return plain_answer(RuleKey.HAZARDOUS, facts.hazardous)


def fit(facts: Facts, _frame: Frame) -> Finding:
    """Is fit to travel, yes or no; nothing else is asked about health."""
    return plain_answer(RuleKey.FIT, facts.fit)


def honour(facts: Facts, frame: Frame) -> Finding:
    """Holds an honour of the level asked or a higher one."""
    asked = frame.rules.text(RuleKey.HONOUR)
    needed = value_words(RuleKey.HONOUR, asked)
    if not facts.honours:
        return Finding(
            Met.NO,
            _("none"),
            _("No honour is on record; asked is one {level}.").format(level=needed),
            _("Bring a copy of the certificate, or name somebody who holds one."),
        )
    best = min(facts.honours, key=_rank)
    if best.level and reaches(best.level, asked):
        return Finding(Met.YES, _honour_words(best))
    if unsaid := next((one for one in facts.honours if not one.level), None):
        return Finding(
            Met.UNCLEAR,
            _honour_words(unsaid),
            _("Nobody has said of what level “{title}” is; asked is one {level}.").format(
                title=unsaid.title, level=needed
            ),
            _("Bring a copy of the certificate and put down who gave it."),
        )
    return Finding(
        Met.NO,
        _honour_words(best),
        _("The highest honour, “{title}”, is {found}; asked is one {level}.").format(
            title=best.title, found=level_word(best.level), level=needed
        ),
        _("Bring the certificate of a higher one, or name somebody who holds one."),
    )


def _rank(one: Honoured) -> int:
    return LEVELS.index(one.level) if one.level in LEVELS else len(LEVELS)


def _honour_words(one: Honoured) -> str:
    title = f"{one.title} ({one.year})" if one.year else one.title
    return f"{title} · {level_word(one.level) if one.level else _('level not said')}"


def identity(facts: Facts, _frame: Frame) -> Finding:
    """Has an identity number that can be right; it is never shown whole."""
    if not facts.id_number:
        return Finding(
            Met.NO,
            _("none"),
            _("There is no identity number: age and former trips cannot be checked, nor anybody insured."),
            _("Ask the employer for it and put it into the person's entry."),
        )
    try:
        stated = national_id.check(facts.id_number)
    except national_id.IdFault as fault:
        return Finding(Met.NO, national_id.mask_id(facts.id_number), fault.sentence, fault.remedy)
    if facts.birthday and facts.birthday != stated.birthday:
        return Finding(
            Met.UNCLEAR,
            national_id.mask_id(facts.id_number),
            _("The identity number says born on {stated}, the entry says {birthday}.").format(
                stated=stated.birthday, birthday=facts.birthday
            ),
            _("Compare both with the identity card."),
        )
    return Finding(Met.YES, national_id.mask_id(facts.id_number))


def near_retirement_if_claimed(facts: Facts, frame: Frame) -> Finding:
    """Who is named as near retirement is."""
    if NEAR_RETIREMENT in facts.categories:
        return near_retirement(facts, frame)
    return Finding(Met.YES, _("not named for it"))


def near_retirement(facts: Facts, frame: Frame) -> Finding:
    """Retires within the years the programme says, counted from the first possible day of the trip."""
    ages = _retirements(facts, frame)
    if not ages:
        return _no_birthday()
    years = frame.rules.number(RuleKey.RETIREMENT_NEAR)
    day = facts.offers.first_start or date(frame.year, 1, 1)
    near = [one for one in ages if one.is_within(years, day)]
    if len(near) == len(ages):
        return Finding(Met.YES, _retires(ages))
    if near:
        return _depends_on_post(ages)
    if ages[-1].on < day:
        sentence = _("Reached retirement age on {day}.").format(day=ages[-1].on)
    else:
        sentence = _("Retires on {day}, in {months} months; near means within {years} years.").format(
            day=ages[0].on, months=ages[0].months_from(day), years=years
        )
    return Finding(
        Met.NO,
        _retires(ages),
        sentence,
        _("Take “near retirement” away, or correct the birthday."),
    )


def retired(facts: Facts, frame: Frame) -> Finding:
    """Has not reached retirement age on the first day of the trip."""
    ages = _retirements(facts, frame)
    if not ages:
        return _no_birthday()
    first = facts.offers.first_start or date(frame.year, 1, 1)
    last = facts.offers.last_start or date(frame.year, 12, 31)
    if ages[0].on > last:
        return Finding(Met.YES, _retires(ages))
    if ages[-1].on <= first:
        return Finding(
            Met.NO,
            _retires(ages),
            _("Reached retirement age on {day}, by the first day of the trip.").format(day=ages[-1].on),
            _("Name somebody who is still in post, or correct the birthday or the post."),
        )
    if len(ages) > 1:
        return _depends_on_post(ages)
    return Finding(
        Met.UNCLEAR,
        _retires(ages),
        _("Retires on {day}, before some of the batches leave.").format(day=ages[0].on),
        _("Place the person in a batch that leaves before {day}.").format(day=ages[0].on),
    )


def claims(facts: Facts, frame: Frame) -> Finding:
    """What was claimed as a priority is one of the programme's, and nothing known speaks against it."""
    if not facts.categories:
        return Finding(Met.YES, _("none claimed"))
    names = {key: _(frame.categories.get(key, key)) for key in sorted(facts.categories)}
    found = _(", ").join(names.values())
    for key, name in names.items():
        if key not in frame.categories:
            sentence = _("“{name}” is no priority category of this programme.")
        elif key in _HAZARDS and facts.hazardous is False:
            sentence = _("Named as “{name}”, but the post is said not to be hazardous.")
        elif key == _MODEL and not facts.honours:
            sentence = _("Named as “{name}”, but no honour is on record.")
        else:
            continue
        remedy = _("Ask the employer for the proof, or take the category away.")
        return Finding(Met.NO, found, sentence.format(name=name), remedy)
    return Finding(Met.YES, found)


def _retirements(facts: Facts, frame: Frame) -> tuple[Retirement, ...]:
    if facts.birthday is None:
        return ()
    gradual = frame.rules.text(RuleKey.RETIREMENT_BY) == "gradual"
    return possible(facts.sex, facts.birthday, facts.is_management, gradual=gradual)


def _retires(ages: tuple[Retirement, ...]) -> str:
    return _("retires {day}").format(day=_(" or ").join(one.on.isoformat() for one in ages))


def _no_birthday() -> Finding:
    return Finding(
        Met.UNCLEAR,
        _("birthday not known"),
        _("The birthday is not known, so nobody can say when the person retires."),
        _("Put the identity number or the birthday into the person's entry."),
    )


def _depends_on_post(ages: tuple[Retirement, ...]) -> Finding:
    return Finding(
        Met.UNCLEAR,
        _retires(ages),
        _("Retires on {first} or on {last}, by sex and post, which are not all known.").format(
            first=ages[0].on, last=ages[-1].on
        ),
        _("Say whether she holds a management or technical post, and put the sex into the entry."),
    )

"""Sums and measures as people write them."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.errors import FieldError
from desktop.views.support.number_fields import MeasureField, SumField


@pytest.mark.parametrize(("words", "sum_"), [("", None), ("50", "50"), ("￥１,２００.５０ 元", "1200.50")])
def test_a_sum_is_understood_as_it_is_written(qtbot: QtBot, words: str, sum_: str | None) -> None:
    field = SumField("fund", "Funding")
    qtbot.addWidget(field)
    field.line.setText(words)
    assert field.value() == (None if sum_ is None else Decimal(sum_))


@pytest.mark.parametrize("words", ["fifty", "0", "-3", "1.234", "NaN"])
def test_what_is_no_sum_is_refused_in_words(qtbot: QtBot, words: str) -> None:
    field = SumField("fund", "Funding")
    qtbot.addWidget(field)
    field.line.setText(words)
    with pytest.raises(FieldError, match="yuan"):
        field.value()


@pytest.mark.parametrize(
    ("words", "measure"), [("", None), ("25 m²", 25.0), ("２５．５平方米", 25.5), ("1,025㎡", 1025.0)]
)
def test_a_measure_may_carry_its_unit(qtbot: QtBot, words: str, measure: float | None) -> None:
    field = MeasureField("area", "Area", ("m²", "㎡", "平方米"))
    qtbot.addWidget(field)
    field.line.setText(words)
    assert field.value() == measure


@pytest.mark.parametrize("words", ["large", "-1", "inf"])
def test_what_is_no_measure_is_refused_in_words(qtbot: QtBot, words: str) -> None:
    field = MeasureField("area", "Area", ("m²",))
    qtbot.addWidget(field)
    field.line.setText(words)
    with pytest.raises(FieldError, match="number"):
        field.value()
    assert field.key == "area"


def test_a_measure_is_shown_without_needless_noughts(qtbot: QtBot) -> None:
    field = MeasureField("area", "Area")
    qtbot.addWidget(field)
    field.set_value(20.0)
    assert field.line.text() == "20" and not field.is_dirty()

"""One number of a benchmark, with what it must reach and what it should."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured value beside its limits, in the same unit; ``None`` where there is no limit.

    ``detail`` says what it was measured on and against.
    """

    name: str
    value: float
    unit: str
    must: float | None = None
    aim: float | None = None
    higher_is_better: bool = False
    detail: str = ""

    def reaches(self, limit: float | None) -> bool:
        """Tell whether the value is at least as good as the limit."""
        if limit is None:
            return True
        return self.value >= limit if self.higher_is_better else self.value <= limit

"""Every error that Dabir raises on purpose: one root, each saying what, where and what to do."""

from __future__ import annotations


class DabirError(Exception):
    """Root of all errors that a caller may want to catch.

    ``where`` names the document, file or ``file:line`` at fault; ``remedy`` says what to do about it.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.remedy})" if self.remedy else ""
        return f"{place}{self.what}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.what, self.where, self.remedy)


def _rebuild(kind: type[DabirError], what: str, where: str | None, remedy: str | None) -> DabirError:
    """Pickling support: exceptions with keyword arguments do not survive the default protocol."""
    return kind(what, where=where, remedy=remedy)


class UsageError(DabirError):
    """The command or call cannot be carried out as given (exit code 2)."""


class InputError(DabirError):
    """One document cannot be read; the others are not affected."""


class DataError(DabirError):
    """A table, pattern or model that ships with Dabir, or that a user added, is malformed."""


class MissingExtraError(DabirError):
    """An optional library is not installed."""

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what, where=where, remedy=remedy)

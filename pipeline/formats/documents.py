"""A document on its way in: text, where it came from, and what is known of it beside its text."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Callable
from typing import NamedTuple

from pipeline.errors import InputError

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclasses.dataclass(frozen=True, slots=True)
class Background:
    """The document's own day, whom «our country» means, and the counterpart of a country study; null where not said."""

    date: dt.date | None = None
    viewpoint: str | None = None
    subject_country: str | None = None

    def or_else(self, other: Background) -> Background:
        """What this says, and what ``other`` says of the rest."""
        return Background(
            date=self.date or other.date,
            viewpoint=self.viewpoint or other.viewpoint,
            subject_country=self.subject_country or other.subject_country,
        )


@dataclasses.dataclass(frozen=True, slots=True)
class RawDocument:
    """A text to read. ``sha256`` is that of the file's bytes, null for a line of a JSON Lines file."""

    id: str
    text: str
    source: str
    sha256: str | None
    encoding: str
    background: Background = dataclasses.field(default_factory=Background)


class Input(NamedTuple):
    """Something that should be a document. ``load`` reads it or raises :class:`~pipeline.errors.InputError`.

    ``id`` is null where it could not even be named; ``own_id`` says that it was given and not made from a path.
    ``fingerprint`` is a hash of what would be loaded, without loading it; it raises what ``load`` would raise.
    """

    id: str | None
    source: str
    load: Callable[[], RawDocument]
    own_id: bool = False
    fingerprint: Callable[[], bytes] | None = None


def failed_input(source: str, error: InputError) -> Input:
    """An input that is known to be none: loading it raises ``error``."""
    return Input(None, source, functools.partial(_raise, error))


def _raise(error: InputError) -> RawDocument:
    raise error


def parse_day(value: str) -> dt.date:
    """An ISO day of the Gregorian calendar; raises ``ValueError`` with what is wrong and what to write."""
    try:
        day = dt.date.fromisoformat(value) if _ISO_DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(f"{value!r} is no day: write YYYY-MM-DD, as 2002-05-06")
    if day.year < 1500:
        raise ValueError(f"{value!r} looks like a Jalali or Hijri day: write the Gregorian one, as 2002-05-06")
    return day


def parse_background(
    date: str | None, viewpoint: str | None, subject_country: str | None, is_country: Callable[[str], bool]
) -> Background:
    """Checked values, blank ones as null; raises ``ValueError`` with what is wrong and what to write."""
    for name, code in (("viewpoint", viewpoint), ("subject_country", subject_country)):
        if code and not is_country(code):
            raise ValueError(f"{name} {code!r} is no known country code: write ISO 3166-1 alpha-3, as IRN or KAZ")
    return Background(parse_day(date) if date else None, viewpoint or None, subject_country or None)

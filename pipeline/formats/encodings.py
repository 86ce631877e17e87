"""Bytes to text: UTF-8 as the rule, UTF-16 and the single-byte Persian encodings where they can be told for certain.

A wrong guess gives text that looks like letters and means nothing, so that only two things are trusted: a byte order
mark, and text that reads as Persian (its letters are the frequent ones and little words such as «و» and «از» stand
among them). Everything else is refused. General detectors are no help here: charset-normalizer 3.5 misses one UTF-16
text in five among those without a mark, and every Mac one.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from pipeline.errors import InputError

#: Marks and their encodings; UTF-32 before UTF-16, whose mark is the beginning of its own.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be")
#: Windows, ISO, Macintosh and DOS; the last three are rare, but each looks a little like the first.
_SINGLE_BYTE = ("cp1256", "iso8859-6", "mac-farsi", "cp720")
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP or Office"),
    (b"\xd0\xcf\x11\xe0", "an old Office"),
    (b"\x1f\x8b", "a gzip"),
)

_PERSIAN = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
#: Four of five letters of Persian running text are among these.
_FREQUENT_LETTERS = frozenset("اآردونمهتيیىسبشل")
_FREQUENT_WORDS = frozenset(
    ("و", "در", "به", "از", "که", "را", "با", "این", "اين", "بر", "تا", "است", "آن", "شد", "دو", "برای", "براي", "براى")
)
_NO_LETTERS = frozenset("،؛؟«»\u200c\u00a0۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")
_ENOUGH = 50  # letters: of 500 pieces of 40 characters 8 were misread, of 80 none
_SAMPLE = 200_000
_SAVE = "save it as UTF-8 text"


class Decoded(NamedTuple):
    """A text without its byte order mark, and the encoding that it was read as."""

    text: str
    encoding: str


def decode(data: bytes, *, where: str) -> Decoded:
    """The Persian text that ``data`` holds; raises :class:`~pipeline.errors.InputError` for anything else."""
    if not data:
        raise InputError("the file is empty", where=where, remedy="leave it out or give its text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return checked(_strictly(data[len(mark) :], encoding, where), encoding, where=where)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _decode_other(data, where, error)
    if not _PERSIAN.search(text):  # UTF-16 Persian is often valid UTF-8, full of control characters
        wide = _decode_wide(data)
        if wide is not None:
            return wide
        _refuse_binary(data, where)
    return checked(text, "utf-8", where=where)


def checked(text: str, encoding: str, *, where: str) -> Decoded:
    """``text`` if it can be read at all: not blank, Persian, without lone surrogates."""
    if not text.strip():
        raise InputError("there is no text in it", where=where, remedy="leave it out or give its text")
    if not _PERSIAN.search(text):
        raise InputError("there is no Persian letter in it", where=where, remedy="give Persian text in Persian script")
    refuse_surrogates(text, where=where)
    return Decoded(text, encoding)


def refuse_surrogates(text: str, *, where: str) -> None:
    """Raise :class:`~pipeline.errors.InputError` where ``text`` cannot be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"lone surrogate U+{ord(text[error.start]):04X} at character {error.start}",
            where=where,
            remedy="it is half of a character: decode the source again, or delete it",
        ) from error


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"no valid {encoding.upper()} at byte {error.start} after its byte order mark", where=where, remedy=_SAVE
        ) from error


def _decode_other(data: bytes, where: str, error: UnicodeDecodeError) -> Decoded:
    """What is no UTF-8: damaged UTF-8, another encoding, or no text."""
    lossy = data[:_SAMPLE].decode(errors="replace")
    if len(_PERSIAN.findall(lossy)) > lossy.count("\ufffd"):
        raise InputError(
            f"no valid UTF-8 at byte {error.start} (0x{data[error.start]:02x})",
            where=where,
            remedy="the file is damaged or cut off: get it again, or save it as UTF-8 text",
        )
    decoded = _decode_wide(data) or _decode_single_byte(data)
    if decoded is None:
        _refuse_binary(data, where)
        raise InputError("its encoding cannot be told", where=where, remedy=_SAVE)
    return decoded


def _decode_wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: in the right byte order nearly every letter is Persian, in the other none is."""
    for encoding in _WIDE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = sum(not char.isascii() and char.isalpha() for char in text[:_SAMPLE])
        if letters and not _CONTROL.search(text) and len(_PERSIAN.findall(text, 0, _SAMPLE)) > 0.9 * letters:
            return Decoded(text, encoding)
    return None


def _decode_single_byte(data: bytes) -> Decoded | None:
    if _CONTROL.search(data[:_SAMPLE].decode("latin-1")):
        return None
    readings: list[tuple[_Likeness, Decoded]] = []
    for encoding in _SINGLE_BYTE:
        try:
            decoded = Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
        likeness = _likeness(decoded.text[:_SAMPLE])
        if likeness:
            readings.append((likeness, decoded))
    likeness, best = max(readings, key=lambda reading: sum(reading[0]), default=(_Likeness(0, 0), None))
    return best if likeness.letters >= 0.65 and likeness.words >= 0.06 else None


class _Likeness(NamedTuple):
    """How far a text reads as Persian: the shares of frequent letters and of frequent words."""

    letters: float
    words: float


def _likeness(text: str) -> _Likeness | None:
    """Null for too few letters, and for what is surely misread: words of Persian and Latin letters together.

    Vowel signs and symbols count as letters that are not frequent: misread text is full of them.
    """
    letters = [char for char in text if not char.isascii() and char not in _NO_LETTERS]
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words or len(letters) < _ENOUGH or any(_PERSIAN.search(word) and _LATIN.search(word) for word in words):
        return None
    return _Likeness(
        sum(char in _FREQUENT_LETTERS for char in letters) / len(letters),
        sum(word in _FREQUENT_WORDS for word in words) / len(words),
    )


def _refuse_binary(data: bytes, where: str) -> None:
    kind = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    controls = len(_CONTROL.findall(data[:_SAMPLE].decode("latin-1")))
    if kind or controls > 0.02 * len(data[:_SAMPLE]):
        raise InputError(
            f"it is {kind or 'a binary'} file, no text", where=where, remedy="convert it to UTF-8 text first"
        )

"""How large things may be before they are refused; each bound is there for what a hostile or broken file can do."""

from __future__ import annotations

from pipeline.errors import InputError

MEGABYTE = 1_000_000
#: Bytes of one document as plain text, as a line or as a cell: a book has two million.
TEXT_BYTES = 40 * MEGABYTE
#: Bytes of one document with its pictures (PDF, Word), and of an archive inside an archive.
FILE_BYTES = 300 * MEGABYTE
#: Pages of one PDF.
PAGES = 3000
#: Unpacked to packed bytes: prose packs 4 to 10 times, Word's XML up to 50 times.
RATIO = 200
#: Smaller members are harmless at any ratio.
RATIO_FROM = 10 * MEGABYTE
#: Archives inside archives.
NESTING = 2


def check_size(size: int, limit: int, *, where: str) -> None:
    """Raise :class:`~pipeline.errors.InputError` for what has more bytes than ``limit``."""
    if size > limit:
        raise InputError(
            f"it is larger than {limit // MEGABYTE} MB", where=where, remedy="split it into several documents"
        )


def check_ratio(unpacked: int, packed: int, *, where: str) -> None:
    """Raise :class:`~pipeline.errors.InputError` for what unpacks to suspiciously much."""
    if unpacked > RATIO_FROM and unpacked > RATIO * max(packed, 1):
        raise InputError(
            f"{packed} bytes unpack to {unpacked}, more than {RATIO} times as many",
            where=where,
            remedy="no text packs so well: unpack it yourself if you trust it",
        )

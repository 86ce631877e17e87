"""Bytes that are read, under which name, and bytes that are refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.formats.encodings import decode

CORPUS = sorted((Path(__file__).resolve().parents[2] / "corpus" / "raw").glob("*.txt"))
LEGACY = "به دعوت رئيس جمهور قزاقستان، وزير امور خارجه در تاريخ 16 ارديبهشت 1381 وارد آلماتي شد و با وي گفتگو کرد."
OLDER = "پس از گفتگو با وزير امور خارجه چين، وي در تاريخ ۱۶ ارديبهشت از پكن به تهران رفت."
_LETTERS = str.maketrans({"ی": "ي", "ۀ": "ه", "\u200c": " ", "ٔ": ""})
_ARABIC_LETTERS = str.maketrans("کگچپژ", "ككجبز")


def spelled_for(text: str, encoding: str) -> str:
    """``text`` with the letters that the encoding has."""
    if encoding.startswith("utf"):
        return text
    text = text.translate(_LETTERS)
    if encoding in ("iso8859-6", "cp720"):
        text = text.translate(_ARABIC_LETTERS)
    return text.encode(encoding, "ignore").decode(encoding)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("سلام".encode(), "سلام", "utf-8"),
        ("سلام".encode("utf-8-sig"), "سلام", "utf-8"),
        ("سلام\r\nدنیا\r\n".encode(), "سلام\r\nدنیا\r\n", "utf-8"),
        ("سلام\x00دنیا".encode(), "سلام\x00دنیا", "utf-8"),
        ("سلام".encode("utf-16"), "سلام", "utf-16-le"),
        (b"\xfe\xff" + "سفر به تهران".encode("utf-16-be"), "سفر به تهران", "utf-16-be"),
        ("سلام".encode("utf-16-le"), "سلام", "utf-16-le"),  # valid UTF-8 as well, of control characters
        ("گفت‌وگوی دو کشور".encode("utf-16-be"), "گفت‌وگوی دو کشور", "utf-16-be"),
        ("سلام".encode("utf-32"), "سلام", "utf-32-le"),
        (LEGACY.encode("cp1256"), LEGACY, "cp1256"),
        (OLDER.encode("mac-farsi"), OLDER, "mac-farsi"),
    ],
)
def test_read_and_named(data: bytes, text: str, encoding: str) -> None:
    assert decode(data, where="x.txt") == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1256", "iso8859-6", "mac-farsi", "cp720"])
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_whole_documents_in_every_encoding(path: Path, encoding: str) -> None:
    text = spelled_for(path.read_bytes().decode(), encoding)
    assert decode(text.encode(encoding), where="x.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1256"])
def test_pieces_are_read_rightly_or_refused(encoding: str) -> None:
    """What can be told from a few words is little; what is told is right."""
    chance = random.Random(1381)
    texts = [spelled_for(path.read_bytes().decode(), encoding) for path in CORPUS]
    read = 0
    for _ in range(400):
        text = chance.choice(texts)
        start = chance.randrange(len(text) - 80)
        piece = text[start : start + chance.choice((80, 160))]
        try:
            found = decode(piece.encode(encoding), where="x.txt")
        except InputError:
            continue
        assert found.text == piece
        read += 1
    assert read > 250


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "no text"),
        (b" \n\t\r\n", "no text"),
        (b"The minister left for Tehran.", "no Persian letter"),
        ("۱۳۸۱/۰۲/۱۶".encode(), "no Persian letter"),
        ("Ø³Ù„Ø§Ù… Ø¯Ù†ÛŒØ§".encode(), "no Persian letter"),  # UTF-8 that was taken for Windows-1252
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF file"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "a ZIP or Office file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", "a binary file"),
        (bytes(range(256)) * 20, "a binary file"),
        ("سفر به تهران".encode() + b"\xd8", "no valid UTF-8 at byte 22"),
        ("سفر ".encode() + b"\xff" + " به تهران".encode(), "no valid UTF-8 at byte 7 (0xff)"),
        ("سفر".encode() + b"\xed\xa0\x80" + " به تهران".encode(), "no valid UTF-8 at byte 6"),
        (b"\xff\xfe" + "سلام".encode("utf-16-le")[:-1], "no valid UTF-16-LE at byte 6"),
        (b"\xff\xfe\x00\xd8" + "سلام".encode("utf-16-le"), "no valid UTF-16-LE at byte 0"),
        ("Le président a été reçu à Téhéran où il a rencontré le chef de l’État.".encode("cp1252"), "cannot be told"),
        ("Президент Казахстана прибыл с визитом в Тегеран и провел переговоры".encode("cp1251"), "cannot be told"),
        ("Президент Казахстана прибыл с визитом в Тегеран и провел переговоры".encode("koi8-r"), "cannot be told"),
        ("ο πρόεδρος της δημοκρατίας επισκέφθηκε την τεχεράνη και είχε συνομιλίες".encode("cp1253"), "cannot be told"),
        ("סגן שר החוץ ביקר בטהרן ונפגש עם הנשיא ועם שר החוץ".encode("cp1255"), "cannot be told"),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, where="x.txt")
    assert message in caught.value.what
    assert caught.value.where == "x.txt"
    assert caught.value.remedy

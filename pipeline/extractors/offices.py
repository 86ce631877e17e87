"""The grammar of offices: what «معاون وزیر امور خارجه» and «رئیس مجلس» are, put together from their parts."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import Entry, Lexicon
from pipeline.patterns.chunks import Chunk
from pipeline.records import RoleCode
from pipeline.text.keys import match_key


def spelled(clean: str, chunk: Chunk, *, singular: bool = False) -> str:
    """The words of a chunk as the lexicon spells them («امورخارجه» is «امور خارجه»), else as the text does.

    ``singular`` gives the canonical name of a plural office or institution. Portfolios and institutions stand without
    their ezafe («نیروی ارمنستان»: «نیرو»).
    """
    text = " ".join(clean[chunk.start : chunk.end].split())
    if not isinstance(chunk.data, tuple):
        return text
    if singular and chunk.is_a("offices", "institution"):
        return str(chunk.data[0].name)
    key = match_key(text).replace(" ", "")
    surfaces = {
        match_key(s).replace(" ", ""): str(s) for entry in reversed(chunk.data) for s in reversed(entry.surfaces)
    }
    if chunk.is_a("portfolio", "institution") and key.endswith("ی") and key[:-1] in surfaces:
        return surfaces[key[:-1]]
    return surfaces.get(key, text)


def role_code(parts: Sequence[Chunk], lexicon: Lexicon) -> RoleCode | None:
    """The code of an office told by its parts, from the innermost outwards («معاون» + «وزیر» + «خارجه»)."""
    code: RoleCode | None = None
    for n in range(len(parts) - 1, -1, -1):
        chunk = parts[n]
        if chunk.is_a("portfolio", "institution"):
            ministry = chunk.is_a("institution") and chunk.data[0].row.kind == "ministry"
            code = code if ministry and code is not None else _domain(chunk) or code
        elif chunk.is_a("office", "offices"):
            code = _compose(chunk.data[0], code, lexicon)
    return code


def _domain(chunk: Chunk) -> RoleCode | None:
    """The office that a portfolio or institution has at its head."""
    row = chunk.data[0].row
    return row.role_code if chunk.is_a("portfolio") else row.head_role_code  # type: ignore[no-any-return]


def _compose(office: Entry, inner: RoleCode | None, lexicon: Lexicon) -> RoleCode | None:
    """An office of something: by the table of compositions, else by itself."""
    own: RoleCode | None = office.row.role_code
    if inner is None:
        return own
    if office.type in ("office.minister", "offices.minister"):
        return inner if inner in ("foreign_minister", "minister") else own
    composed = lexicon.composed_role(office.name, inner)
    return composed or own or inner


def name_spelled(clean: str, chunk: Chunk) -> str:
    """The words of a name with the breaks that the lexicon writes, where it has the name in these letters."""
    text = clean[chunk.start : chunk.end]
    letters = _letters(text)
    known = [str(s) for e in chunk.data for s in e.surfaces] if chunk.is_a("given", "holder") else []
    return text if text in known else next((surface for surface in known if _letters(surface) == letters), text)


def _letters(text: str) -> str:
    return text.replace(" ", "").replace("\u200c", "")

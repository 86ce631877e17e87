"""Web pages: the text of the article, or of the page without its menus.

Half-spaces and no-break spaces stay as they are; other white space is what a browser makes of it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.formats.encodings import Decoded, decode

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_HEAD = 4096  # bytes that a browser looks at for the declared encoding
_DROPPED = "script, style, noscript, template, svg, math, iframe, object, select, button, head"
_AROUND = "nav, aside, footer, form"
_WHITE = re.compile("[ \t\n\r\f]+")
_AFTER = {"br": "\n", "td": "\t", "th": "\t", "tr": "\n", "-comment": ""}
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins", "kbd", "label"}
    | {"mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)


def html_text(data: bytes, *, where: str) -> Decoded:
    """The text of a page; raises :class:`~pipeline.errors.InputError` where its encoding cannot be told."""
    from selectolax.lexbor import LexborHTMLParser

    markup, encoding = _decoded(data, where)
    tree = LexborHTMLParser(markup)
    for node in tree.css(_DROPPED):
        node.decompose()
    articles = [node for name in ("article", "main") for node in tree.css(name)]
    root = articles[0] if len(articles) == 1 else tree.body
    if root is None:
        return Decoded("", encoding)
    for node in root.css(_AROUND):
        node.decompose()
    return Decoded(_laid_out(root), encoding)


def _decoded(data: bytes, where: str) -> Decoded:
    """Markup by its byte order mark, as UTF-8, by what it declares, or by what it looks like."""
    try:
        return Decoded(data.removeprefix(codecs.BOM_UTF8).decode(), "utf-8")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:_HEAD])
    if declared:
        name = declared[1].decode("ascii")
        try:
            if codecs.lookup(name).name != "utf-8":
                return Decoded(data.decode(name), codecs.lookup(name).name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, where=where)


def _laid_out(root: LexborNode) -> str:
    """Text nodes in order, paragraphs parted by an empty line, cells by tabs."""
    parts: list[str] = []
    for node, entered in _walk(root):
        tag = node.tag or ""
        if tag == "-text":
            parts.append(_WHITE.sub(" ", node.text_content or "") if entered else "")
        elif tag in _AFTER:
            parts.append("" if entered else _AFTER[tag])
        elif tag not in _INLINE:
            parts.append("\n\n")
    text = re.sub(" *([\n\t]) *", r"\1", re.sub(" {2,}", " ", "".join(parts)))
    return re.sub("\n{3,}", "\n\n", re.sub("\t+\n", "\n", text)).strip(" \n\t") + "\n"


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every node on the way in (true) and out; without recursion, pages are nested thousands deep."""
    node, entered = root, True
    while True:
        yield node, entered
        if entered and node.child is not None:
            node = node.child
        elif entered:
            entered = False
        elif node.mem_id == root.mem_id:
            return
        elif node.next is not None:
            node, entered = node.next, True
        elif node.parent is not None:
            node = node.parent
        else:
            return

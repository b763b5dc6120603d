"""Text as it may stand in a spreadsheet's cell, and back: nothing is lost, nothing runs.

Three things a cell can't hold as it is:

- *Formulas.* A cell that starts with `=`, `+`, `-` or `@` (or their full-width forms) runs when a spreadsheet opens it.
  An apostrophe is put before the sign, and before an apostrophe that stands there already. Inside a text the same holds
  after a line end, a tab and a semicolon, because a spreadsheet that splits at those starts a new cell there.
  Source: OWASP, "CSV Injection".
- *Nothing against empty.* An empty cell is null; a text of no characters is one apostrophe.
- *Long texts.* Excel holds 32,767 UTF-16 units in a cell and spills the rest of a CSV cell into the next rows. The head
  stays, marked `CONTINUED`; the rest goes to the table `continued`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

GUARD = "'"
MAX_CELL_UNITS = 32_767
"""Source: Microsoft, "Excel specifications and limits"."""

SURE_TO_FIT = 16_000
"""With fewer characters there is nothing to count, even if each takes two units."""

CONTINUED = "…［续 continued］"

_RISKY = frozenset("'=+-@＝＋－＠")
_BLANK = r"[\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
# Blank and invisible characters count as nothing: spreadsheets skip some of them before they look for a formula. The
# pattern always matches where a cell may start and takes the whole run of blanks, so that a long run costs one step.
_CELL_START = re.compile(rf"(?:\A|[;\t\r\n]){_BLANK}*+")
_GUARDED_START = re.compile(rf"({_CELL_START.pattern}){GUARD}?")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_XML_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIST_SEPARATOR = "；"


def guard(text: str) -> str:
    """Return the text so that no spreadsheet takes it, or a piece of it, for a formula."""
    if not text:
        return GUARD
    if _RISKY.isdisjoint(text):
        return text
    return _CELL_START.sub(
        lambda found: found.group() + (GUARD if text[found.end() : found.end() + 1] in _RISKY else ""), text
    )


def unguard(cell: str) -> str:
    """Take back `guard`."""
    return "" if cell == GUARD else _GUARDED_START.sub(r"\1", cell)


def escape_xml(text: str) -> str:
    """Write what XML can't hold as `_xHHHH_`, which Excel shows as the character.

    Source: ECMA-376-1, 22.9.2.19 (ST_Xstring).
    """
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def unescape_xml(text: str) -> str:
    """Take back `escape_xml`."""
    return _XML_ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)


def join_list(items: tuple[str, ...]) -> str | None:
    """Write a list into one cell: 甲；乙. A backslash stands before a `；` or backslash that belongs to an item."""
    if not items:
        return None
    return _LIST_SEPARATOR.join(item.replace("\\", "\\\\").replace(_LIST_SEPARATOR, "\\；") for item in items)


def split_list(cell: str | None) -> tuple[str, ...]:
    """Take back `join_list`."""
    if cell is None:
        return ()
    items = [""]
    for token in re.findall(r"\\.|.", cell, flags=re.DOTALL):
        if token == _LIST_SEPARATOR:
            items.append("")
        else:
            items[-1] += token[1] if len(token) == 2 else token
    return tuple(items)


def encode_pieces(text: str, encode: Callable[[str], str]) -> list[str]:
    """Encode a text in pieces that each fit into a cell, with room for the mark of continuation."""
    encoded = encode(text)
    if len(encoded) < SURE_TO_FIT or _units(encoded) + len(CONTINUED) <= MAX_CELL_UNITS:
        return [encoded]
    middle = len(text) // 2
    return encode_pieces(text[:middle], encode) + encode_pieces(text[middle:], encode)


def _units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)

"""Patterns that are compiled when first used: most articles need few of those that the rules know.

`re` takes a millisecond or two for a pattern over Chinese, and the rules have hundreds. A late pattern takes over the
attributes of the compiled one, so that it is as fast from then on.

What takes longest to compile is a class of three signs or more beyond Latin-1: `re` fills and folds a map of 65,536 for
it, in the time of twenty lookarounds (measured with CPython 3.11). A pattern that every article needs has few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "scanner")
_ATTRIBUTES = (*_METHODS, "pattern", "flags", "groups", "groupindex")


class _Used:
    """What a late pattern becomes: without `__getattr__`, whose mere presence doubles the time of each look-up."""


class _Late(_Used):
    """Stands for a pattern until somebody asks it something."""

    def __init__(self, source: str, flags: int, spell_out: bool) -> None:
        self._source = source
        self._flags = flags
        self._spell_out = spell_out

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(spelt_out(self._source) if self._spell_out else self._source, self._flags)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(compiled, attribute))
        self.__class__ = _Used  # type: ignore[assignment]
        return getattr(compiled, name)


def late(source: str, flags: int = 0, *, spell_out: bool = False) -> re.Pattern[str]:
    """Return what is used like `re.compile(source, flags)`, except that a match's `re` is another object.

    Args:
        source: the pattern.
        flags: of `re`.
        spell_out: whether its classes of scattered signs become alternatives (`spelt_out`), which
            compile faster and match slower: for long patterns that are seldom tried or fail at their first sign.
    """
    return cast("re.Pattern[str]", _Late(source, flags, spell_out))


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Tell whether one of a few words is in `text`: asked before a pattern, of which each match has one of them."""
    for word in words:  # noqa: SIM110  # a generator expression takes twice the time
        if word in text:
            return True
    return False


def not_before(*others: str) -> str:
    """Say (?!民)(?!才) for (?![民才])."""
    return "".join(f"(?!{other})" for other in others)


def not_after(*others: str) -> str:
    """Say (?<!民)(?<!才) for (?<![民才])."""
    return "".join(f"(?<!{other})" for other in others)


def one_of(*signs: str) -> str:
    """Say (?:民|才) for [民才]: `re` makes a class of it again unless an alternative has more than one sign."""
    return f"(?:{'|'.join(signs)}(?<={signs[-1]}))"


_TOKEN = late(r"\\.|\[(?P<signs>(?!\^)(?:\\[dsw]|[^\]\\-])+)\]|\[(?:\\.|[^\]\\])+\]")
"""What is escaped, and classes; `signs` are those of one without ranges, and not negated."""
_SIGN = late(r"\\.|.")
_MOST_SPELT_OUT = 20


def spelt_out(source: str) -> str:
    """Return a pattern that matches the same, its classes of scattered signs spelt out like `one_of`.

    Args:
        source: of a pattern.

    Classes of more than twenty signs stay: alternatives would take as long to compile, and far longer to match.
    """
    return _TOKEN.sub(lambda token: _spelt_out(token[0], token["signs"]), source)


def _spelt_out(token: str, signs: str | None) -> str:
    if signs is None or not 3 <= len(signs) <= _MOST_SPELT_OUT or max(signs) < "\u0100":
        return token
    return one_of(*(sign if sign[0] == "\\" else re.escape(sign) for sign in _SIGN.findall(signs)))

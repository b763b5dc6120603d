"""Patterns that are compiled when first used: most articles need few of those that the rules know.

`re` takes a millisecond or two for a pattern over Chinese, and the rules have hundreds. A late pattern takes over the
attributes of the compiled one, so that it is as fast from then on.
"""

from __future__ import annotations

import re
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
        if self._spell_out:
            # Not above: the package it stands in has late patterns.
            from summarizer.normalising.classes import spelt_out

            self._source = spelt_out(self._source)
        compiled = re.compile(self._source, self._flags)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(compiled, attribute))
        self.__class__ = _Used  # type: ignore[assignment]
        return getattr(compiled, name)


def late(source: str, flags: int = 0, *, spell_out: bool = False) -> re.Pattern[str]:
    """Return what is used like `re.compile(source, flags)`, except that a match's `re` is another object.

    Args:
        source: the pattern.
        flags: of `re`.
        spell_out: whether its classes of scattered signs become alternatives (`normalising.classes.spelt_out`), which
            compile faster and match slower: for long patterns that are seldom tried or fail at their first sign.
    """
    return cast("re.Pattern[str]", _Late(source, flags, spell_out))

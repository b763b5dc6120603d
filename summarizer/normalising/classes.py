"""Sets of signs in patterns, without the classes that take longest to compile.

A class of three signs or more beyond Latin-1 makes `re` fill and fold a map of 65,536, which takes as long as compiling
twenty lookarounds (measured with CPython 3.11). A pattern that every article needs has few of them.
"""

from __future__ import annotations

import re


def not_before(*others: str) -> str:
    """Say (?!民)(?!才) for (?![民才])."""
    return "".join(f"(?!{other})" for other in others)


def not_after(*others: str) -> str:
    """Say (?<!民)(?<!才) for (?<![民才])."""
    return "".join(f"(?<!{other})" for other in others)


def one_of(*signs: str) -> str:
    """Say (?:民|才) for [民才]: `re` makes a class of it again unless an alternative has more than one sign."""
    return f"(?:{'|'.join(signs)}(?<={signs[-1]}))"


_TOKEN = re.compile(r"\\.|\[(?P<signs>(?!\^)(?:\\[dsw]|[^\]\\-])+)\]|\[(?:\\.|[^\]\\])+\]")
"""What is escaped, and classes; `signs` are those of one without ranges, and not negated."""
_SIGN = re.compile(r"\\.|.")
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

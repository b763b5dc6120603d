"""Sets of signs in patterns, without the classes that take longest to compile.

A class of three signs or more beyond Latin-1 makes `re` fill and fold a map of 65,536, which takes as long as compiling
twenty lookarounds (measured with CPython 3.11). A pattern that every article needs has few of them.
"""

from __future__ import annotations


def not_before(*others: str) -> str:
    """Say (?!民)(?!才) for (?![民才])."""
    return "".join(f"(?!{other})" for other in others)


def not_after(*others: str) -> str:
    """Say (?<!民)(?<!才) for (?<![民才])."""
    return "".join(f"(?<!{other})" for other in others)


def one_of(*signs: str) -> str:
    """Say (?:民|才) for [民才]: `re` makes a class of it again unless an alternative has more than one sign."""
    return f"(?:{'|'.join(signs)}(?<={signs[-1]}))"

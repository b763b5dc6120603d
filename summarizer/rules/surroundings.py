"""A signing whose two sides are not both in its sentence (客人是A书记一行。签约时，我院…).

The sentences just before it in its paragraph name the other side. Only exactly two organisations that can be bound
make an agreement here; with more, who agreed with whom is a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from summarizer.organisations import OrganisationMention
from summarizer.organisations.coreference import Organisation
from summarizer.patterns import late
from summarizer.rules.mapping import MappedSentence
from summarizer.rules.signing import Report, left_standing, report_of_act

_BOUND = {"hospital", "clinic", "group", "university", "cdc", "blood", "emergency", "company", "self"}
_BOTH = late("我们|双方|两[院家地校]|院校|校院|院地|校地|院企|彼此|共同")
_TIE = late("签[约订署]|协议|合同|备忘录|意向书|责任书|合作|帮扶|支援|托管|共建|医联体|联盟|结对|附属|教学医院|分院")

Named = tuple[Organisation, OrganisationMention]


def find_report_around(
    mapped: MappedSentence, earlier: Sequence[MappedSentence], *, published: date | None
) -> Report | None:
    """Find the agreement of a sentence that tells of a signing and names one side or none.

    Args:
        mapped: the sentence of the signing; `find_reports` found nothing in it.
        earlier: the sentences before it in its paragraph, the nearest first.
        published: as for `find_reports`.
    """
    named = _bound(mapped) if earlier else []
    if not earlier or len(_distinct(named)) > 1 or not named and not _BOTH.search(mapped.text):
        return None
    act = report_of_act(mapped, published=published)
    if act is None:
        return None
    for count, sentence in enumerate(earlier, start=1):
        named = [*_bound(sentence), *named]
        if len(_distinct(named)) > 1:
            zone = "".join(s.text for s in (mapped, *earlier[:count]))
            fits = len(_distinct(named)) == 2 and _TIE.search(zone) is not None
            return act._replace(mentions=tuple(named)) if fits else None
    return None


def find_report_in_article(mapped: Sequence[MappedSentence], *, published: date | None) -> Report | None:
    """Find the agreement of an article that tells of a signing anywhere, and names just two that can be bound.

    Args:
        mapped: all its sentences; none of them reports an agreement by itself.
        published: as for `find_reports`.
    """
    named = [(o, m) for s in mapped for o, m in s.named.values() if o.kind in _BOUND and not o.plaque_of and not m.bare]
    if len(_distinct(named)) != 2:
        return None
    for sentence in mapped:
        act = report_of_act(sentence, published=published) if _BOTH.search(sentence.text) else None
        if act is not None and _TIE.search(sentence.text):
            first = {id(organisation): (organisation, mention) for organisation, mention in reversed(named)}
            return act._replace(mentions=tuple(first.values()))
    return None


def _bound(mapped: MappedSentence) -> list[Named]:
    named = [mapped.named[mark] for mark in left_standing(mapped.text)]
    return [(o, m) for o, m in named if o.kind in _BOUND and not o.plaque_of and not m.bare]


def _distinct(named: Sequence[Named]) -> set[int]:
    return {id(organisation) for organisation, _ in named}

"""Agreements told in fields, not in sentences: contracts and award notices, ledgers, registers, work reports.

Such a page names the two sides behind labels (甲方：…, 采购人（甲方）：…, 合作主体：A、B), one record after another, or
under a heading of their two names (（一）A——B。2023年7月签订合作协议…). Its lines are short and unclosed, so that the
rules for sentences pass over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from summarizer.article import Span
from summarizer.organisations import OrganisationMention
from summarizer.organisations.coreference import Organisation
from summarizer.patterns import late
from summarizer.rules.mapping import MappedSentence
from summarizer.rules.signing import Report, may_sign, report_of_act

_O = "[\ue000-\ue3ff]"
_NAME = f"{_O}(?:（[^（）]{{1,12}}）)?"
_SIDE = late(
    "(?P<side>[甲乙丙丁]方|委托方|受托方|采购(?:人|单位)|(?:成交|中标)?供应商|(?:成交|中标|承接)(?:人|单位)"
    "|(?:支援|受援|[被受]?帮扶|被?支援|对口|牵头|合作|派出|派驻|接收|签约|共建|协作|结对|成员|托管|受托|委托|援助)"
    "(?:双方|各方|方|单位|医院|机构|主体|对象))"
    f"(?:（[^（）]{{1,8}}）)?(?:名称)?[：\t ｜|】]{{1,3}}(?P<marks>{_NAME}(?:(?:[、和与及]|[—–-]{{1,2}}){_NAME})*)"
)
_PACT = late("协议|合同|备忘录|责任书|签[订约署]|[增加挂揭授]牌|[增加]挂")
_COOPERATION = late("托管|委托管理|帮扶|支援|合作|共建|医联体|医共体|联盟|联合体|协作|结对|分院")
_PAIR = late(
    "(?:[（(]?[一二三四五六七八九十\\d]{1,2}[)）、.．]|[①-⑳●•·▶■◆])?[ ]?"
    f"({_O})(?:[—–-]{{1,2}}|[、与和]|→|对口)({_O})[。：:]?$"
)
"""A heading of two names, and nothing else."""
_CELL = late("[\t|｜]")
_TABLE_HEAD = late("签[字约订署]|协议|期限|(?:合作|帮扶|支援|托管|结对)(?:单位|医院|方|双方|形式|方式|时间|类型)")
_BETWEEN = 8
"""A record's labels stand no more sentences apart."""
_NOT_BOUND = {"alliance", "self"}

Named = tuple[Organisation, OrganisationMention]


def find_labelled_reports(mapped: Sequence[MappedSentence], text: str, host: Organisation | None) -> list[Report]:
    """Find the agreements whose parties stand behind labels.

    Args:
        mapped: all sentences of the article, headlines too.
        text: of the article; it must speak of a document and of cooperation somewhere.
        host: whose page it is: the other side of a form that names one (成员单位名称：某医院).

    Returns:
        One report for each record that names two parties, in order. A record ends where one of its labels comes again.
    """
    if not _PACT.search(text) or not _COOPERATION.search(text):
        return []
    records: list[dict[str, list[tuple[MappedSentence, re.Match[str], Named]]]] = []
    last = None
    for sentence in mapped:
        for match in _SIDE.finditer(sentence.text) if sentence.named else ():
            far = last is None or sentence.sentence.number - last > _BETWEEN
            if far or match["side"] in records[-1]:
                records.append({})
            named = [sentence.named[mark] for mark in re.findall(_O, match["marks"])]
            records[-1][match["side"]] = [(sentence, match, one) for one in named if one[0].kind not in _NOT_BOUND]
            last = sentence.sentence.number
    found = [[entry for side in record.values() for entry in side] for record in records]
    reports = [_report(entries) for entries in map(partial(_with_host, host), found) if _sides(entries) > 1]
    return reports or list(_rows(mapped, host))


_Entry = tuple[MappedSentence, "re.Match[str]", Named]


def _sides(entries: Sequence[_Entry]) -> int:
    return len({id(organisation) for _, _, (organisation, _) in entries})


def _with_host(host: Organisation | None, entries: Sequence[_Entry]) -> list[_Entry]:
    """A form that names one side is about that one and whose form it is."""
    if host is None or _sides(entries) != 1 or entries[0][2][0] is host:
        return list(entries)
    sentence, match, _ = entries[0]
    at = Span(sentence.sentence.start, sentence.sentence.start)
    return [(sentence, match, (host, OrganisationMention(at, host.name, host.kind))), *entries]


def _rows(mapped: Sequence[MappedSentence], host: Organisation | None) -> Iterator[Report]:
    """The rows of a table whose head tells of agreements (合作单位｜签约时间｜期限): who is named in one is bound.

    Where a row names one side only, the other is whose page it is.
    """
    in_table = False
    for sentence in mapped:
        if len(_CELL.findall(sentence.text)) < 2:
            in_table = False
            continue
        named = tuple(one for one in sentence.named.values() if one[0].kind not in _NOT_BOUND)
        if in_table and host is not None and len(named) == 1 and named[0][0] is not host:
            at = Span(sentence.sentence.start, sentence.sentence.start)
            named = ((host, OrganisationMention(at, host.name, host.kind)), *named)
        if in_table and len({id(organisation) for organisation, _ in named}) > 1:
            whole = sentence.span(0, len(sentence.text))
            yield Report(
                sentence=sentence.sentence, run=whole, trigger=whole, kind="signed", mentions=named, past=False
            )
        in_table = in_table or (not sentence.named and _TABLE_HEAD.search(sentence.text) is not None)


def _report(entries: Sequence[tuple[MappedSentence, re.Match[str], Named]]) -> Report:
    first, match, _ = entries[0]
    whole = first.span(*match.span())
    return Report(
        sentence=first.sentence,
        run=whole,
        trigger=whole,
        kind="signed",
        mentions=tuple(named for _, _, named in entries),
        past=False,
    )


def find_report_under_pair(
    sentence: MappedSentence, before: MappedSentence | None, *, published: date | None
) -> Report | None:
    """Find the agreement of a sentence that signs and names nobody, under a heading of two names.

    Args:
        sentence: it names no organisation.
        before: what stands right before it, a headline too.
        published: as for `find_reports`.
    """
    pair = _PAIR.match(before.text) if before is not None and not sentence.named and may_sign(sentence.text) else None
    act = report_of_act(sentence, published=published) if pair else None
    if act is None or pair is None or before is None:
        return None
    return act._replace(mentions=tuple(before.named[mark] for mark in pair.groups()))

from __future__ import annotations

import re
from io import StringIO

import pytest

from summarizer.exporting.digest import escape_markdown, write_digest
from summarizer.schema import ArticleSummary
from tests.summaries import HOSTILE_WORDINGS, a_checked_summary, a_full_summary, a_hostile_summary, a_summary


def digest(*summaries: ArticleSummary) -> str:
    stream = StringIO()
    assert write_digest(summaries, stream) == len(summaries)
    return stream.getvalue()


def test_a_paragraph_tells_an_agreement_with_its_sentences() -> None:
    text = digest(a_full_summary())
    paragraph = next(line for line in text.splitlines() if line.startswith("签约日期"))
    assert paragraph == (
        "签约日期 2023-06-15[^1]；协议 《对口帮扶协议》；支援方 云江医科大学附属第一医院（云江一院）[^2]；"
        "受援方 石门县人民医院[^2][^1]；期限 五年[^1]；"
        "派驻 副主任医师以上8名（副高及以上，骨科、儿科，每批6个月）[^3]；"
        "目标 到2025年底县域内就诊率 超过90%[^4]，到2025年底医院等级 二级甲等医院[^4]；"
        "培训 现场带教[^3]，每年进修（骨干，1至2名）[^5]。"
    )
    assert "[^2]: 云江医科大学附属第一医院与石门县人民医院签约\n" in text
    assert "> 提醒（说法冲突）：两处说法不同" in text


def test_every_footnote_is_told_once_over_all_articles() -> None:
    text = digest(a_full_summary(), a_full_summary(), a_summary())
    told = re.findall(r"^\[\^(\d+)\]:", text, flags=re.MULTILINE)
    assert told == [str(number) for number in range(1, len(told) + 1)]
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(told)
    assert "文中未报道签订或成立合作关系。" in text


def test_a_cross_checked_digest_puts_the_doubtful_first() -> None:
    doubtful = a_checked_summary("doubtful")
    assert doubtful.cross_check is not None
    sure = doubtful.model_copy(
        update={
            "article": doubtful.article.model_copy(update={"source": "sure.txt"}),
            "cross_check": doubtful.cross_check.model_copy(update={"review_score": 0.0, "rules_only": ()}),
        }
    )
    text = digest(sure, doubtful)
    assert text.index("doubtful") < text.index("sure")
    assert "- 规则未读到：派驻 副主任医师以上8名" in text
    assert re.search(r"^- 仅规则读到：期限 五年（60个月）\[\^\d+\]$", text, flags=re.MULTILINE)


@pytest.mark.parametrize("wording", HOSTILE_WORDINGS.values(), ids=HOSTILE_WORDINGS)
def test_text_of_articles_stays_text(wording: str) -> None:
    text = digest(a_hostile_summary(wording))
    assert not re.search(r"(?<!\\)[<`|]", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search("[\u202a-\u202e\x00-\x09\x0b-\x1f\u2028\u2029]", text)


def test_escaped_text_stands_on_one_line() -> None:
    assert escape_markdown(" 甲\r\n# 乙*") == "甲 \\# 乙\\*"

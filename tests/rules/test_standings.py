"""Grades, exams and standings told by any verb, where a deadline or a duty speaks; and those of somebody else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.chunking import split_sentences
from summarizer.rules import standings
from summarizer.rules.framing import sentence_views
from summarizer.rules.targets import find_targets

LEAD = "6月2日，江源市第一人民医院与柳坪县人民医院签订对口帮扶协议，为期三年。"
HOSPITAL = "医院等级"

PROMISED: list[tuple[str, list[tuple[str, str]]]] = [
    ("年底申报四星级。", [(HOSPITAL, "四星级")]),
    ("2027年之前考下二级甲等，中间没有退路。", [(HOSPITAL, "二级甲等")]),
    ("目标很明确——2024年，三甲。", [(HOSPITAL, "三甲")]),
    ("托管五年，实现由二级乙等向二级甲等的跨越。", [(HOSPITAL, "二级甲等")]),
    ("五年之内，把这里办成一所三级专科医院。", [(HOSPITAL, "三级专科医院")]),
    ("卒中中心同步申报省级示范，明年见分晓。", [("省级示范", "省级示范")]),
    ("期限一到，康复科要站得住脚：市级重点学科的验收得过。", [("市级重点学科", "市级重点学科")]),
    ("血液净化室明年六月前须过卫健委的验收关。", [("血液净化室", "卫健委的验收")]),
    ("支援期内，协助创建慢病示范区。", [("慢病示范区", "慢病示范区")]),
    ("三年内把国家推荐标准的牌子挂上。", [("国家推荐标准", "国家推荐标准")]),
    ("帮助乙方于第二年通过爱婴医院复核。", [("爱婴医院复核", "通过爱婴医院复核")]),
    ("按协议，乙方晋升二级甲等。", [(HOSPITAL, "二级甲等")]),
]
NOT_PROMISED = [
    "三年内，三级甲等医院的专家将定期前来。",
    "依托国家级重点学科，三年内开展联合门诊。",
    "他没有许诺评级，三年后再看。",
    "力争用两年时间，使呼吸内科进入全省先进行列。",
    "医务部明年6月逐项验收。",
    "三年内由省级重点专科派人。",
    "医院已于去年通过二级甲等复审。",
]


def _rows(text: str) -> list[tuple[str, str | None]]:
    told = LEAD + text
    found = find_targets(told, split_sentences(told), published=date(2023, 6, 3))
    return [(target.name, target.goal) for target in found]


@pytest.mark.parametrize(("text", "rows"), PROMISED, ids=range(len(PROMISED)))
def test_a_standing_that_is_set_is_promised_whatever_the_verb(text: str, rows: list[tuple[str, str]]) -> None:
    assert _rows(text) == rows


@pytest.mark.parametrize("text", NOT_PROMISED)
def test_a_standing_of_others_or_of_the_past_is_not(text: str) -> None:
    assert _rows(text) == []


def test_becoming_without_an_agreement_or_with_a_day_sets_nothing() -> None:
    alone = "乙方晋升二级甲等。"
    dated = f"{LEAD}4月22日通过二级甲等医院复审。"
    for text in (alone, dated):
        assert not standings.is_promised(sentence_views(text, split_sentences(text))[-1])


@pytest.mark.parametrize("kind", [kind for kind, _, _ in standings._OPEN])
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_a_grammar_finds_ends_as_its_guard_says(kind: str, data: st.DataObject) -> None:
    guard, grammar = next((guard, grammar) for name, guard, grammar in standings._OPEN if name == kind)
    text = data.draw(st.from_regex(grammar.pattern, alphabet=st.characters(codec="gb2312")))
    if grammar.search(text):
        assert guard.search(text)

"""How long the agreement runs, and lengths that belong to something else.

Sentences of our own, as the press writes them; each row says what a careful reader takes from it.
"""

from __future__ import annotations

import pytest

from summarizer.chunking import split_sentences
from summarizer.normalising.durations import is_long_term, parse_months
from summarizer.rules.terms import find_duration

SENTENCES: list[tuple[str, int | None]] = [
    ("协议有效期自签订之日起五年。", 60),
    ("双方合作的期限是三年半。", 42),
    ("帮扶为期两年，分两个阶段进行。", 24),
    ("首个托管期为五年，期满经考核可续签。", 60),
    ("两家医院许下五年之约。", 60),
    ("这一签，就是十年。", 120),
    ("合作暂定三年。", 36),
    ("协议期限自2021年5月1日起至2024年4月30日止。", 36),
    ("结对帮扶关系将持续三年。", 36),
    ("本次帮扶周期为2021年至2025年。", 60),
    ("对口支援时间从今年6月到2024年5月。", None),
    ("双方将开展为期三年的深度合作。", 36),
    ("合作年限为20年。", 240),
    ("试运行期半年。", None),
    ("专家每人工作不少于半年。", None),
    ("三年内建成三级医院。", None),
    ("进修时间为三个月。", None),
    ("协议一年一签。", 12),
    ("合作共建期限为十五年（2020—2034年）。", 180),
    ("协议书约定，支援年限为五年。", 60),
    ("两院约定，在今后的三年里携手同行。", None),
    ("建立长期稳定的合作关系。", None),
    ("有效期二年，自双方盖章之日起计算。", 24),
    ("签约双方明确，合作期内（2022—2024年）资源共享。", 36),
    ("以三年为一个帮扶周期。", 36),
    ("时间跨度为五年。", 60),
    ("双方签订了一份为期24个月的帮扶协议。", 24),
    ("医联体协议期五年，每年考核一次。", 60),
    ("托管经营权30年。", 360),
    ("这项为期五年的合作计划", 60),
    ("第一期合作时间三年，到2024年6月结束。", 36),
    ("合同一签三年。", 36),
    ("帮扶期定为一年半。", 18),
    ("五年合作协议", 60),
    ("合作期5年。医院建院60年。", 60),
    ("历时三年建设的新院区", None),
    ("两年来，双方合作不断深入", None),
    ("双方商定合作五年。", 60),
    ("期限暂定为两年，从2023年3月起算。", 24),
    ("聘期三年", None),
    ("双方续签五年协议。", 60),
    ("再签三年。", 36),
    ("协议续签三年。", 36),
    ("协议先订两年，到期再议。", 24),
    ("本轮合作一期五年。", 60),
    ("责任期为2022年8月至2025年7月。", 36),
    ("协作期从2023年7月算起，至2026年6月止。", 36),
    ("自2020年1月1日起至2024年12月31日止，医院的人、财、物交由市三院托管。", 60),
]


@pytest.mark.parametrize(("text", "months"), SENTENCES, ids=range(len(SENTENCES)))
def test_find_duration(text: str, months: int | None) -> None:
    duration = find_duration(text, split_sentences(text))
    assert (parse_months(duration.wording) if duration else None) == months


def test_a_long_term_is_a_duration_without_months() -> None:
    text = "协议有效期为长期。"
    duration = find_duration(text, split_sentences(text))
    assert duration is not None and is_long_term(duration.wording)

"""How often: 每年, 按季度, 每月两次, 每批, 定期. The nearest value of the contract, or none (每半年, 每两周, 每天)."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.normalising.numerals import JUST_PARSED
from summarizer.normalising.width import narrow
from summarizer.patterns import holds_any, late, one_of
from summarizer.schema import Frequency

_EACH = r"(?:每隔?|逐|按|各)"
_SOME = one_of(*"一二两三", r"\d")
_ONE = r"(?:[一1]\s?个?|个|[一1]?\s?个自然|学|自然)?\s?"
# In this order: 每年每批 is told by year, 每批每月 by month.
_FORMS: tuple[tuple[Frequency, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "weekly",
        ("周", "星期", "礼拜"),
        late(rf"{_EACH}{_ONE}(?:周|星期|礼拜)(?!期)|[一1]周{_SOME}次|周(?:[一二三四五六日]、?)+(?:固定|定期)"),
    ),
    ("monthly", ("月",), late(rf"{_EACH}{_ONE}月|月度|[一1]个?月{_SOME}次|每月")),
    ("quarterly", ("季", "月"), late(rf"{_EACH}{_ONE}季|季度性|[一1]个?季度{_SOME}次|每(?:三|3)个月")),
    (
        "yearly",
        ("年", "月"),
        late(rf"{_EACH}{_ONE}年(?!级|龄)|年均|年度|历年|[一1]年{_SOME}次|年年|每(?:十二|12)个月"),
    ),
    (
        "per_term",
        ("每", "各", "批"),
        late(r"(?:每|各)\s?[一1]?\s?(?:个)?(?:批|期|轮|任|届|协议期|合作期|周期|派驻期)|分批|逐批|按批"),
    ),
    ("irregular", ("期", "时", "经常", "常态化"), late(r"不?定期|不定时|适时|经常(?:性)?|常态化|时常")),
)
"""Each with signs that it can't do without one of: forms are dear to compile."""
# 每半年, 每两周, 每天 are near none of the values.
_NONE_NEAR = late(r"每隔?\s?(?:半|两|二|2|三|四|五|3|4|5)\s?(?:个)?(?:年|月|周|星期)|每[天日]|每半月|隔[周月年]")
_NOT_ONE = "半两二2三四五345天日隔"
"""Each of them holds one of these signs."""


@lru_cache(maxsize=JUST_PARSED)
def parse_frequency(wording: str) -> Frequency | None:
    """Read how often something happens; None when the wording says nothing near one of the values."""
    compact = "".join(narrow(wording).split())
    if "每三个月" not in compact and "每3个月" not in compact and _is_near_none(compact):
        return None
    for frequency, signs, form in _FORMS:
        if holds_any(compact, signs) and form.search(compact):
            return frequency
    return None


def _is_near_none(compact: str) -> bool:
    return holds_any(compact, _NOT_ONE) and _NONE_NEAR.search(compact) is not None

"""What the contract's fields and values are called in Chinese and in English, for everything that people look at.

The codes of the contract never change with the language; only what is shown does.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)

Names = Mapping[str, str]
"""Code → what it is called."""

FIELDS_ZH: Names = MappingProxyType(
    {
        "parties": "参与方",
        "signing_date": "签约日期",
        "duration": "期限",
        "dispatched_staff": "派驻人员",
        "target_metrics": "目标",
        "training_commitments": "培训",
    }
)
FIELDS_EN: Names = MappingProxyType(
    {
        "parties": "Parties",
        "signing_date": "Signing date",
        "duration": "Duration",
        "dispatched_staff": "Staff sent",
        "target_metrics": "Targets",
        "training_commitments": "Training",
    }
)
ROLES_ZH: Names = MappingProxyType({"supporter": "支援方", "recipient": "受援方", "partner": "合作方"})
ROLES_EN: Names = MappingProxyType({"supporter": "supporter", "recipient": "recipient", "partner": "partner"})
LEVELS_ZH: Names = MappingProxyType(
    {
        "chief": "正高",
        "associate_chief": "副高",
        "attending": "中级",
        "resident": "初级",
        "management": "管理",
        "expert": "专家",
        "other": "其他人员",
    }
)
LEVELS_EN: Names = MappingProxyType(
    {
        "chief": "chief",
        "associate_chief": "associate chief",
        "attending": "attending",
        "resident": "resident",
        "management": "management",
        "expert": "expert",
        "other": "other staff",
    }
)
OPS_ZH: Names = MappingProxyType(
    {
        "eq": "等于",
        "ge": "不少于",
        "gt": "超过",
        "le": "不超过",
        "lt": "不足",
        "approx": "约",
        "range": "区间",
    }
)
OPS_EN: Names = MappingProxyType(
    {
        "eq": "exactly",
        "ge": "at least",
        "gt": "more than",
        "le": "at most",
        "lt": "less than",
        "approx": "about",
        "range": "range",
    }
)
FREQUENCIES_ZH: Names = MappingProxyType(
    {
        "weekly": "每周",
        "monthly": "每月",
        "quarterly": "每季度",
        "yearly": "每年",
        "per_term": "每批",
        "irregular": "定期或不定期",
    }
)
FREQUENCIES_EN: Names = MappingProxyType(
    {
        "weekly": "weekly",
        "monthly": "monthly",
        "quarterly": "quarterly",
        "yearly": "yearly",
        "per_term": "per rotation",
        "irregular": "at times",
    }
)
KINDS_ZH: Names = MappingProxyType(
    {
        "further_study": "进修",
        "on_site_teaching": "现场带教",
        "lecture": "讲座培训",
        "remote": "远程教学",
        "formal_program": "学历或规范化培养",
        "other": "人才培养",
    }
)
KINDS_EN: Names = MappingProxyType(
    {
        "further_study": "further study",
        "on_site_teaching": "on-site teaching",
        "lecture": "lectures",
        "remote": "remote teaching",
        "formal_program": "formal programme",
        "other": "training",
    }
)
SECOND_READER_ZH: Names = MappingProxyType({"agreed": "两读一致", "llm_only": "规则未读到"})
SECOND_READER_EN: Names = MappingProxyType({"agreed": "rules agree", "llm_only": "not read by the rules"})
ENGINES_ZH: Names = MappingProxyType({"llm": "大模型", "rules": "规则"})

WARNINGS_ZH: Names = MappingProxyType(
    {
        "conflict": "说法冲突",
        "agreement_incomplete": "合作不完整",
        "chunk_not_read": "部分未读",
        "party_dropped": "参与方已略去",
        "reply_items_lost": "回复中有条目丢失",
        "reply_truncated": "回复被截断",
        "reply_refused": "模型拒绝回答",
        "no_evidence": "找不到依据",
        "item_dropped": "条目已略去",
        "value_dropped": "值已略去",
        "value_repaired": "值已按原文更正",
        "citation_repaired": "依据位置已更正",
        "year_unknown": "年份不明",
        "date_unreadable": "日期读不出",
        "duration_unreadable": "期限读不出",
        "target_not_checkable": "目标无法检验",
        "encoding_mismatch": "编码与声明不符",
        "traditional_converted": "繁体已转为简体",
        "publication_date_unknown": "发布日期不明",
        "characters_replaced": "有缺失的字符",
    }
)
"""Warnings by their codes; one that is not here is shown by its code."""
WARNINGS_EN: Names = MappingProxyType(
    {
        "conflict": "conflict",
        "agreement_incomplete": "incomplete agreement",
        "chunk_not_read": "part not read",
        "party_dropped": "party left out",
        "reply_items_lost": "items of a reply lost",
        "reply_truncated": "reply cut off",
        "reply_refused": "reply refused",
        "no_evidence": "no evidence",
        "item_dropped": "item left out",
        "value_dropped": "value left out",
        "value_repaired": "value repaired",
        "citation_repaired": "citation repaired",
        "year_unknown": "year unknown",
        "date_unreadable": "date not readable",
        "duration_unreadable": "duration not readable",
        "target_not_checkable": "target not checkable",
        "encoding_mismatch": "encoding not as declared",
        "traditional_converted": "converted from Traditional",
        "publication_date_unknown": "publication date unknown",
        "characters_replaced": "characters lost",
    }
)

VALUE_NAMES: Mapping[Lang, Mapping[str, Names]] = MappingProxyType(
    {
        "zh": MappingProxyType(
            {
                "field": FIELDS_ZH,
                "role": ROLES_ZH,
                "level": LEVELS_ZH,
                "op": OPS_ZH,
                "frequency": FREQUENCIES_ZH,
                "kind": KINDS_ZH,
                "second_reader": SECOND_READER_ZH,
                "warning": WARNINGS_ZH,
            }
        ),
        "en": MappingProxyType(
            {
                "field": FIELDS_EN,
                "role": ROLES_EN,
                "level": LEVELS_EN,
                "op": OPS_EN,
                "frequency": FREQUENCIES_EN,
                "kind": KINDS_EN,
                "second_reader": SECOND_READER_EN,
                "warning": WARNINGS_EN,
            }
        ),
    }
)
"""Everything that is shown by a name, by language."""


def iso_duration(months: int) -> str:
    """Write whole months as an ISO 8601 duration: 60 is P5Y, 30 is P2Y6M.

    Source: ISO 8601-1, 5.5.2; the canonical form of xs:yearMonthDuration, so that equal terms read equal.
    """
    years, rest = divmod(months, 12)
    return "P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest or not years else "")

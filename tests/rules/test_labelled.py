"""Agreements that pages tell in fields, rows and headings instead of sentences."""

from __future__ import annotations

import pytest

from summarizer import summarize

CONTRACT = """青浦湾县第二人民医院托管服务合同公告
合同编号：TG-2024-18
采购人（甲方）：青浦湾县卫生健康局
供应商（乙方）：东岭大学附属医院
主要标的：由乙方对青浦湾县第二人民医院实施整体托管
服务期限：60个月
合同签订日期：2024年06月05日
合同公告日期：2024年06月12日
"""
REPORT = """2024年松江口市医联体工作汇报
一、进展
（一）松江口市人民医院——白桦县人民医院。2024年2月14日签订合作协议，周期三年。
（二）松江口市中医院——红石县中医院。2024年3月签订合作协议，周期五年。
"""
TABLE = """松江口市医疗合作台账
序号｜县内单位｜合作单位｜形式｜签约时间｜期限
1｜白桦县人民医院｜东岭大学附属医院｜专科联盟｜2022.11.3｜3年
2｜红石县中医院｜松江口市中医院｜托管｜2023.5｜10年
"""
CHRONICLE = """红石县中医院大事记
2019年
9月17日 与松江口市中医院签订技术帮扶协议，协议期三年。
10月8日 首批专家到院。
2021年
11月23日 与东岭医学院签订教学实习基地协议，协议期五年。
"""
SIGNED_AT_FOOT = """协作医院协议书
甲方：松江口市人民医院
乙方：白桦县人民医院
经甲乙双方协商一致，特签订本协议。
一、甲方接收乙方进修人员，每年不少于4名。
二、本协议有效期自签订之日起三年。
2019年11月8日
"""


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (CONTRACT, [({"青浦湾县卫生健康局", "东岭大学附属医院", "青浦湾县第二人民医院"}, "2024-06-05", 60)]),
        (
            REPORT,
            [
                ({"松江口市人民医院", "白桦县人民医院"}, "2024-02-14", 36),
                ({"松江口市中医院", "红石县中医院"}, "2024-03", 60),
            ],
        ),
        (
            TABLE,
            [
                ({"白桦县人民医院", "东岭大学附属医院"}, "2022-11-03", 36),
                ({"红石县中医院", "松江口市中医院"}, "2023-05", 120),
            ],
        ),
        (
            CHRONICLE,
            [
                ({"红石县中医院", "松江口市中医院"}, "2019-09-17", 36),
                ({"红石县中医院", "东岭医学院"}, "2021-11-23", 60),
            ],
        ),
        (SIGNED_AT_FOOT, [({"松江口市人民医院", "白桦县人民医院"}, "2019-11-08", 36)]),
    ],
    ids=["contract", "report", "table", "chronicle", "foot"],
)
def test_agreements_told_in_fields(page: str, told: list[tuple[set[str], str, int]]) -> None:
    agreements = summarize(page.encode(), engine="rules").agreements
    assert [
        (
            {party.name for party in agreement.parties},
            agreement.signing_date and agreement.signing_date.value,
            agreement.duration and agreement.duration.months,
        )
        for agreement in agreements
    ] == told


@pytest.mark.parametrize(
    "page",
    [
        "采购公告\n采购人：松江口市人民医院\n供应商：东岭医疗设备有限公司\n签订日期：2024年6月5日\nCT维保服务合同\n",
        "全市医院一览\n序号｜医院｜上级单位｜床位\n1｜白桦县人民医院｜松江口市卫生健康委员会｜300\n",
    ],
    ids=["purchase", "list"],
)
def test_other_tables_and_contracts_are_none(page: str) -> None:
    assert summarize(page.encode(), engine="rules").agreements == ()

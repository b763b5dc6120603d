"""Agreements told without 签订 between two names: by the pen, the plaque, the seats, the list of members, a visit."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.article import Article
from summarizer.chunking import split_sentences
from summarizer.rules import extract_agreements


def parties_of(text: str, *, publisher: str | None = None) -> list[set[str]]:
    article = Article(
        id="a",
        source="a.txt",
        sha256="0" * 64,
        text=text,
        title=None,
        published=date(2021, 5, 20),
        publisher=publisher,
    )
    return [
        {party.name for party in agreement.parties} for agreement in extract_agreements(article, split_sentences(text))
    ]


ONE: list[tuple[str, str, set[str]]] = [
    (
        "names written under a document",
        "5月9日，临江市中心医院院长张三和与石泉县人民医院院长李四平在《对口帮扶责任书》上写下自己的名字。",
        {"临江市中心医院", "石泉县人民医院"},
    ),
    (
        "签好字 after the parties' own clauses",
        "牌子是临江市中医院送来的，接牌的是柳溪镇卫生院，两位院长先在会议室里签好字，再下楼揭牌。",
        {"临江市中医院", "柳溪镇卫生院"},
    ),
    (
        "texts exchanged",
        "5月9日，临江市中心医院院长张三和与石泉县人民医院院长李四平互换了合作协议文本。",
        {"临江市中心医院", "石泉县人民医院"},
    ),
    (
        "a counted list signs, and who leads it signs last",
        "石泉县人民医院、柳溪县人民医院、云台县中医院三家医院的副院长依次在协议书上落了笔，最后签字的是临江市中心血站站长王五。",
        {"石泉县人民医院", "柳溪县人民医院", "云台县中医院", "临江市中心血站"},
    ),
    (
        "as many seats as sides",
        "签约席上坐着三方：副县长赵六代表石泉县人民政府，周七代表临江市中心医院，还有石泉县人民医院院长李四平。",
        {"石泉县人民政府", "临江市中心医院", "石泉县人民医院"},
    ),
    (
        "a hub and members told by 为成员单位",
        "5月9日，石泉县医共体正式挂牌。由石泉县人民医院牵头，柳溪镇卫生院、白杨乡卫生院为成员单位。",
        {"石泉县人民医院", "柳溪镇卫生院", "白杨乡卫生院"},
    ),
    (
        "founders of an alliance in a list",
        "5月9日，三江康复专科联盟宣告成立，发起单位为临江市康复医院、东河市第二医院、云台市中医院。",
        {"临江市康复医院", "东河市第二医院", "云台市中医院"},
    ),
    (
        "new plaques taken from the lead's hands",
        "5月9日，柳溪镇卫生院、白杨乡卫生院的两位院长走上台，从石泉县人民医院院长李四平手里接过医共体的牌匾。",
        {"柳溪镇卫生院", "白杨乡卫生院", "石泉县人民医院"},
    ),
    (
        "a signer who stands in the clause before",
        "5月9日，临江市中医院党委书记张三和一行走进石泉县，与石泉县人民政府、石泉县中医院签订合作共建协议。",
        {"临江市中医院", "石泉县人民政府", "石泉县中医院"},
    ),
    (
        "a visitor signs with whom it visits",
        "5月9日，临江市儿童医院副院长张三和带着协议来到石泉县人民医院，与院长李四平签了字。",
        {"临江市儿童医院", "石泉县人民医院"},
    ),
    (
        "此前 with a span of minutes is the same day",
        "揭牌此前一刻钟，临江市第三人民医院与石泉县人民医院把托管协议签了。",
        {"临江市第三人民医院", "石泉县人民医院"},
    ),
    (
        "a company's whole name",
        "5月9日，明康（集团）股份有限公司与石泉县人民医院签订合作协议。",
        {"明康（集团）股份有限公司", "石泉县人民医院"},
    ),
    (
        "a company in the business of management",
        "5月9日，明康医院投资管理集团有限公司与石泉县人民医院签订托管协议。",
        {"明康医院投资管理集团有限公司", "石泉县人民医院"},
    ),
    (
        "a school that only its affiliated hospital's name tells of",
        "5月9日上午，石泉市中心医院门诊广场上，东河医学院附属石泉医院揭牌仪式举行。",
        {"东河医学院", "石泉市中心医院"},
    ),
    (
        "the side named in the sentence before",
        "来的客人是临江肿瘤医院党委副书记张三和一行。这次签约，石泉县人民医院等了三年。",
        {"临江肿瘤医院", "石泉县人民医院"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in ONE], ids=[case[0] for case in ONE])
def test_one_agreement_told_otherwise(text: str, expected: set[str]) -> None:
    assert parties_of(text) == [expected]


def test_我院_joins_by_being_on_the_list() -> None:
    text = "5月9日，由东河医科大学附属第一医院牵头组建的卒中专科联盟公布了新一批成员，我院名列其中。"
    assert parties_of(text, publisher="石泉县人民医院") == [{"东河医科大学附属第一医院", "石泉县人民医院"}]


def test_each_with_its_own_counterpart_makes_pairs() -> None:
    text = (
        "5月9日，临江市第一医院、临江市中医院两家医院的负责人来到石泉，"
        "依次同各自的结对单位石泉县人民医院、石泉县中医院签署帮扶协议书。"
    )
    assert parties_of(text) == [{"临江市第一医院", "石泉县人民医院"}, {"临江市中医院", "石泉县中医院"}]


def test_a_town_and_then_its_hospital_make_two_agreements() -> None:
    text = (
        "5月9日，石泉市人民政府与东河医科大学签署《战略合作协议》。"
        "随后，石泉市人民医院院长李四平同东河医科大学就共建附属医院另立一约。"
    )
    assert parties_of(text) == [{"石泉市人民政府", "东河医科大学"}, {"石泉市人民医院", "东河医科大学"}]


NONE = [
    ("headlines below the article", "今天的门诊照常。\n往期推荐\n石泉县人民医院与省肿瘤医院签约，专家每周来！"),
    ("who watches signs nothing", "我院与各科室签订目标责任书，临江市中心医院、石泉县人民医院的代表到场观摩。"),
    ("doctors sign for themselves", "张三和博士本人同石泉县人民医院签订聘用合同，聘期三年。"),
    ("a visit without a pen", "5月9日，临江市中心医院院长一行来到石泉县人民医院考察。双方希望今后多走动。"),
    ("a list of members as background", "临江市中心医院、石泉县人民医院是省卒中专科联盟的成员单位。"),
]


@pytest.mark.parametrize("text", [case[1] for case in NONE], ids=[case[0] for case in NONE])
def test_nothing_was_agreed(text: str) -> None:
    assert parties_of(text) == []

"""Which agreements an article reports, and between whom: sentences as the press writes them, with invented names."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.article import Article
from summarizer.chunking import split_sentences
from summarizer.rules import extract_agreements

Sides = dict[str, str]


def agreements_of(text: str, *, publisher: str | None = None, title: str | None = None) -> list[Sides]:
    article = Article(
        id="a",
        source="a.txt",
        sha256="0" * 64,
        text=text,
        title=title,
        published=date(2021, 5, 20),
        publisher=publisher,
    )
    found = extract_agreements(article, split_sentences(text))
    return [{party.name: party.role[0] for party in agreement.parties} for agreement in found]


S, R, P = "s", "r", "p"

ONE_AGREEMENT: list[tuple[str, str, Sides]] = [
    (
        "与 and 签订",
        "5月9日，东河医科大学附属第一医院与青川县人民医院签订对口支援协议。",
        {"东河医科大学附属第一医院": S, "青川县人民医院": R},
    ),
    (
        "和 and 签约",
        "5月9日上午，临江市中心医院和石泉县中医医院正式签约，建立紧密型医联体。",
        {"临江市中心医院": S, "石泉县中医医院": R},
    ),
    (
        "comma and 签约仪式",
        "5月9日，临江市第二人民医院、柳溪县人民医院医联体签约仪式在柳溪县举行。",
        {"临江市第二人民医院": S, "柳溪县人民医院": R},
    ),
    (
        "persons sign for their organisations",
        "5月9日，签约仪式在县会议中心举行。临江市中心医院院长张三和、石泉县人民医院院长李四平代表双方签署帮扶协议书。",
        {"临江市中心医院": S, "石泉县人民医院": R},
    ),
    (
        "persons with several posts",
        "会上，临江市中心医院党委副书记、院长周海与石泉县人民医院党委书记赵立共同签订了托管协议。",
        {"临江市中心医院": S, "石泉县人民医院": R},
    ),
    (
        "由A托管B",
        "5月9日，石泉县卫生健康局宣布，即日起由临江市中心医院托管石泉县中医院，并现场签订托管协议。",
        {"临江市中心医院": S, "石泉县中医院": R},
    ),
    (
        "the government signs for its hospital",
        "5月9日，省肿瘤医院与石泉县人民政府签署战略合作协议，全面托管石泉县人民医院，选派专家常驻。",
        {"省肿瘤医院": S, "石泉县人民政府": R, "石泉县人民医院": R},
    ),
    (
        "joining a specialist alliance",
        "5月9日，石泉县人民医院正式加入东河省儿童医院专科联盟，并举行授牌仪式。",
        {"石泉县人民医院": R, "东河省儿童医院": S},
    ),
    (
        "becoming a member unit",
        "近日，石泉县妇幼保健院成为临江市妇幼保健院医联体成员单位。",
        {"石泉县妇幼保健院": R, "临江市妇幼保健院": S},
    ),
    (
        "a branch is unveiled on the spot",
        "5月9日，“临江市中心医院云台分院”揭牌仪式在云台县人民医院举行。",
        {"临江市中心医院": S, "云台县人民医院": R},
    ),
    (
        "a plaque is hung by the recipient",
        "5月9日，云台县人民医院挂牌“东河医科大学附属第一医院云台医院”。",
        {"东河医科大学附属第一医院": S, "云台县人民医院": R},
    ),
    (
        "witnesses before the parties",
        "在省卫生健康委、临江市人民政府的见证下，东河省人民医院与临江市第一人民医院签署合作共建协议，将派驻专家团队。",
        {"东河省人民医院": S, "临江市第一人民医院": R},
    ),
    (
        "guests with titles",
        "5月9日，临江市中心医院与石泉县人民医院对口帮扶签约仪式举行。市卫生健康委副主任王江、石泉县副县长马丽出席仪式，"
        "石泉县卫生健康局局长陈东主持。",
        {"临江市中心医院": S, "石泉县人民医院": R},
    ),
    (
        "the venue is another place",
        "5月9日，清江区人民政府与东河大学在东河大学逸夫楼签署共建附属医院协议。",
        {"清江区人民政府": P, "东河大学": P},
    ),
    (
        "renewal",
        "5月9日，临江市中心医院与石泉县人民医院续签医联体协议，这是双方第三次携手。",
        {"临江市中心医院": S, "石泉县人民医院": R},
    ),
    (
        "达成 agreement",
        "5月9日，经友好协商，临江市中心医院与石泉县人民医院达成医疗技术协作协议，市中心医院将派出专家。",
        {"临江市中心医院": S, "石泉县人民医院": R},
    ),
    (
        "结对 with help",
        "5月9日，临江市疾病预防控制中心与石泉县疾病预防控制中心结对帮扶签约仪式举行。",
        {"临江市疾病预防控制中心": S, "石泉县疾病预防控制中心": R},
    ),
    (
        "a hub and its members",
        "5月9日，石泉县人民医院与城关镇中心卫生院、河西乡卫生院、龙口镇卫生院签订医共体协议。",
        {"石泉县人民医院": S, "城关镇中心卫生院": R, "河西乡卫生院": R, "龙口镇卫生院": R},
    ),
    (
        "blood stations",
        "5月9日，临江市中心血站与阿木自治州中心血站签订对口支援协议书。",
        {"临江市中心血站": S, "阿木自治州中心血站": R},
    ),
    (
        "army hospital",
        "5月9日，联勤保障部队第九四〇医院同石泉县人民医院签订军地共建协议，每年派出专家坐诊。",
        {"联勤保障部队第九四〇医院": S, "石泉县人民医院": R},
    ),
    (
        "half-width marks",
        "5月9日,临江市中心医院与石泉县人民医院签订帮扶协议.",
        {"临江市中心医院": S, "石泉县人民医院": R},
    ),
    (
        "a company as partner",
        "5月9日，石泉县人民医院与康源医疗科技有限公司签署战略合作协议。",
        {"石泉县人民医院": P, "康源医疗科技有限公司": P},
    ),
    (
        "签约 as verb with object",
        "5月9日，东河大学同德医院签约帮扶石泉县人民医院。",
        {"东河大学同德医院": S, "石泉县人民医院": R},
    ),
    (
        "携手",
        "5月9日上午，临江市第四人民医院携手石泉县精神病医院共建精神卫生专科医联体，签约仪式隆重举行。",
        {"临江市第四人民医院": S, "石泉县精神病医院": R},
    ),
    (
        "signing told after a colon",
        "喜讯：5月9日，石泉县中医院与东河中医药大学第二附属医院喜结连理，双方签署中医专科联盟合作协议。",
        {"石泉县中医院": R, "东河中医药大学第二附属医院": S},
    ),
    (
        "two sentences: ceremony, then 双方签订",
        "5月9日，石泉县人民医院迎来了临江市中心医院党委书记周海一行。临江市中心医院与石泉县人民医院医疗联合体揭牌暨签约仪式同日举行。",
        {"临江市中心医院": S, "石泉县人民医院": R},
    ),
    (
        "the document's title names who is helped",
        "5月9日，东河省人民医院与石泉县人民政府签订《东河省人民医院托管石泉县人民医院协议书》。",
        {"东河省人民医院": S, "石泉县人民政府": R, "石泉县人民医院": R},
    ),
    (
        "established without a signature",
        "5月9日，临江市中心医院与石泉县人民医院正式建立紧密型医联体。",
        {"临江市中心医院": S, "石泉县人民医院": R},
    ),
    (
        "a university gains an affiliated hospital",
        "5月9日，东河医药大学附属石泉医院揭牌仪式在石泉县人民医院举行，东河医药大学与石泉县人民医院签署共建协议。",
        {"东河医药大学": P, "石泉县人民医院": P},
    ),
    (
        "short and full names are one party",
        "5月9日，东河医科大学附属盛明医院与石泉县人民医院签约。根据协议，盛明医院将向县医院选派副主任医师3名。",
        {"东河医科大学附属盛明医院": S, "石泉县人民医院": R},
    ),
    (
        "members with 分别",
        "5月9日，临江市第一人民医院分别与石泉县人民医院、云台县人民医院签订医联体合作协议。",
        {"临江市第一人民医院": S, "石泉县人民医院": R, "云台县人民医院": R},
    ),
    (
        "三方",
        "5月9日，东河中医药大学与石泉县人民政府、亿康集团三方代表签署合作办医协议。",
        {"东河中医药大学": P, "石泉县人民政府": P, "亿康集团": P},
    ),
    (
        "a department of a hospital hangs its plaque",
        "5月9日，东河省人民医院心血管内科石泉协作基地在石泉县人民医院揭牌。",
        {"东河省人民医院": S, "石泉县人民医院": R},
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in ONE_AGREEMENT], ids=[row[0] for row in ONE_AGREEMENT]
)
def test_one_agreement_with_its_parties_and_their_sides(text: str, expected: Sides) -> None:
    assert agreements_of(text) == [expected]


SELF: list[tuple[str, str, str, Sides]] = [
    (
        "我院 is the publisher",
        "5月9日，我院与石泉县人民医院签订对口帮扶协议。",
        "临江市中心医院",
        {"临江市中心医院": S, "石泉县人民医院": R},
    ),
    (
        "我院 receives",
        "5月9日，东河省人民医院与我院医联体签约仪式举行。省人民医院将定期选派专家来我院坐诊。",
        "石泉县人民医院",
        {"东河省人民医院": S, "石泉县人民医院": R},
    ),
    (
        "我县 is the county's government",
        "5月9日，我县与东河省人民医院签订帮扶协议。石泉县人民政府县长马丽出席。",
        "石泉县人民政府办公室",
        {"石泉县人民政府": R, "东河省人民医院": S},
    ),
    (
        "我中心",
        "5月9日，我中心与石泉县疾控中心签订对口支援协议。",
        "临江市疾病预防控制中心",
        {"临江市疾病预防控制中心": S, "石泉县疾控中心": R},
    ),
    (
        "nobody says who 我院 is",
        "5月9日，我院与石泉县人民医院签订对口帮扶协议。我院将选派专家到石泉县人民医院坐诊。",
        "",
        {"我院": S, "石泉县人民医院": R},
    ),
]


@pytest.mark.parametrize(("text", "publisher", "expected"), [row[1:] for row in SELF], ids=[row[0] for row in SELF])
def test_self_references_are_who_publishes(text: str, publisher: str, expected: Sides) -> None:
    assert agreements_of(text, publisher=publisher or None) == [expected]


NONE: list[tuple[str, str]] = [
    ("a visit", "5月9日，临江市中心医院院长周海一行到石泉县人民医院考察交流，双方就学科建设进行了座谈。"),
    ("a policy", "各三级医院要与受援县医院签订对口支援协议书，明确帮扶目标。省卫生健康委将组织考核。"),
    ("a plan", "下一步，临江市中心医院计划与石泉县人民医院签订医联体合作协议。"),
    ("a wish", "院长希望临江市中心医院能够与石泉县人民医院建立医联体合作关系。"),
    ("talks", "临江市中心医院正与石泉县人民医院洽谈签约事宜，初步达成意向后将上报。"),
    ("one-day clinic", "5月9日，临江市中心医院组织专家到石泉县人民医院开展大型义诊活动，服务群众300余人次。"),
    ("tender", "石泉县人民医院医联体信息平台项目公开招标，欢迎合格供应商与我院签订合同。"),
    ("family doctors", "石泉县人民医院家庭医生签约服务覆盖城关镇卫生院辖区居民，签约率达75%。"),
    ("only one organisation", "5月9日，石泉县人民医院与三家兄弟医院签订合作协议。"),
    ("earlier agreement without content", "早在2016年，临江市中心医院就与石泉县人民医院签订了医联体协议。"),
    ("guests only", "临江市中心医院院长周海、石泉县人民医院院长李平参加了省卫生健康委组织的签约活动。"),
    ("hospital portrait", "石泉县人民医院始建于1952年，是东河医科大学教学医院，先后与多家上级医院建立协作关系。"),
    ("related link line", "上一篇：临江市中心医院与石泉县人民医院签订医联体协议"),
    ("not yet", "由于条件尚不成熟，临江市中心医院与石泉县人民医院尚未签订托管协议。"),
]


@pytest.mark.parametrize("text", [row[1] for row in NONE], ids=[row[0] for row in NONE])
def test_no_agreement(text: str) -> None:
    assert agreements_of(text) == []


def test_separate_counterparts_are_separate_agreements() -> None:
    text = (
        "5月9日，全市卫生健康系统集中签约仪式举行。\n"
        "临江市第一人民医院与东河医科大学附属第一医院签订合作共建协议，对方将选派专家坐诊。\n"
        "临江市中医院与东河中医药大学附属医院签署中医专科联盟协议，每年接收10名骨干进修。\n"
        "临江市妇幼保健院加入东河省妇幼保健院医联体。"
    )
    assert [set(sides) for sides in agreements_of(text)] == [
        {"临江市第一人民医院", "东河医科大学附属第一医院"},
        {"临江市中医院", "东河中医药大学附属医院"},
        {"临江市妇幼保健院", "东河省妇幼保健院"},
    ]


def test_one_verb_over_several_pairs_makes_an_agreement_of_each_pair() -> None:
    text = (
        "临江市中医院与东河中医药大学附属医院，市三院、市四院与东河省人民医院，"
        "石泉县人民医院与南城鼓山医院等，建立合作机制。"
    )
    assert [set(sides) for sides in agreements_of(text)] == [
        {"临江市中医院", "东河中医药大学附属医院"},
        {"市三院", "市四院", "东河省人民医院"},
        {"石泉县人民医院", "南城鼓山医院"},
    ]


def test_pairs_in_a_row_are_separate_agreements() -> None:
    text = "9月12日，临江市人民医院与石泉自治县人民医院、临江市中医医院与石泉自治县中医院分别签订结对帮扶协议。"
    assert [set(sides) for sides in agreements_of(text)] == [
        {"临江市人民医院", "石泉自治县人民医院"},
        {"临江市中医医院", "石泉自治县中医院"},
    ]


def test_counted_members_are_those_listed_before() -> None:
    text = (
        "5月9日，北山镇卫生院、南河镇卫生院、城北社区卫生服务中心负责人参加仪式。\n"
        "临江市中心医院院长朱军分别与3家医疗机构负责人签订《紧密型医联体合作协议》。"
    )
    assert agreements_of(text) == [
        {"临江市中心医院": S, "北山镇卫生院": R, "南河镇卫生院": R, "城北社区卫生服务中心": R}
    ]


def test_a_county_signs_for_the_hospital_that_is_taken_over() -> None:
    text = (
        "5月9日，石泉县与东河医科大学第三附属医院签订框架协议，东河医科大学第三附属医院将整体托管石泉县第二人民医院。"
    )
    assert agreements_of(text) == [{"石泉县": R, "东河医科大学第三附属医院": S, "石泉县第二人民医院": R}]


def test_a_hub_and_the_members_it_leads_found_a_group() -> None:
    text = (
        "5月9日，由临江市第一人民医院牵头，"
        "联合石泉县人民医院、云台县人民医院等12家医疗机构组建的临江市城市医疗集团正式成立。"
    )
    assert agreements_of(text) == [{"临江市第一人民医院": S, "石泉县人民医院": R, "云台县人民医院": R}]


def test_founders_of_an_alliance_are_equals() -> None:
    text = "近日，东河医院发展联盟在临江成立，联盟由东河大学附属第一医院、东河医学院第一附属医院发起。"
    assert agreements_of(text) == [{"东河大学附属第一医院": P, "东河医学院第一附属医院": P}]


def test_分别_pairs_lists_of_equal_length() -> None:
    text = "5月9日，东河省人民医院、东河省肿瘤医院分别与石泉县人民医院、云台县人民医院签订帮扶协议。"
    assert [set(sides) for sides in agreements_of(text)] == [
        {"东河省人民医院", "石泉县人民医院"},
        {"东河省肿瘤医院", "云台县人民医院"},
    ]


def test_an_earlier_agreement_counts_when_its_content_is_told() -> None:
    text = (
        "5月9日，临江市中心医院与石泉县人民医院签订帮扶协议。\n"
        "2016年，滨海市第一医院曾与石泉县人民医院签订协议，每年接收石泉县人民医院5名医生免费进修。"
    )
    assert [set(sides) for sides in agreements_of(text)][:1] == [{"临江市中心医院", "石泉县人民医院"}]


def test_a_headline_alone_makes_no_agreement() -> None:
    title = "临江市中心医院与石泉县人民医院签约"
    assert agreements_of(f"{title}\n春暖花开，万象更新。", title=title) == []


def test_a_headline_names_whom_the_body_only_describes() -> None:
    title = "临江市中心医院与石泉县人民医院签约"
    text = f"{title}\n5月9日，签约仪式举行。临江市中心医院院长周海说，石泉县人民医院基础好。"
    assert [set(sides) for sides in agreements_of(text, title=title)] == [{"临江市中心医院", "石泉县人民医院"}]


def test_parties_rest_on_runs_that_name_them() -> None:
    text = "5月9日，东河医科大学附属盛明医院与石泉县人民医院签约。盛明医院将选派专家到县医院坐诊。"
    article = Article(id="a", source="a", sha256="0" * 64, text=text, published=date(2021, 5, 20))
    (agreement,) = extract_agreements(article, split_sentences(text))
    for party in agreement.parties:
        assert any(party.name in run.slice(text) for run in party.evidence)
        assert all(run.end - run.start <= 120 for run in party.evidence)
    assert agreement.parties[0].aliases == ("盛明医院",)


def test_the_name_is_that_of_the_signed_document() -> None:
    text = "5月9日，临江市中心医院与石泉县人民医院签订《对口帮扶合作协议书》。周海作了题为《公立医院改革》的讲座。"
    article = Article(id="a", source="a", sha256="0" * 64, text=text, published=date(2021, 5, 20))
    assert extract_agreements(article, split_sentences(text))[0].name == "对口帮扶合作协议书"


def test_an_article_of_any_length_is_read_fast_enough_not_to_notice() -> None:
    text = "春暖花开，与县医院和中医院在临江市。" * 3000
    assert agreements_of(text) == []

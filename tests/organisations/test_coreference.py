"""Which mentions of an article are one organisation."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.organisations.coreference import Organisation, find_cast


def cast_of(text: str, publisher: str | None = None) -> dict[str, Organisation]:
    article = Article(id="a", source="a", sha256="0" * 64, text=text, publisher=publisher)
    return {organisation.name: organisation for organisation in find_cast(article)}


def test_short_names_belong_to_the_full_one() -> None:
    cast = cast_of("东河医科大学附属盛明医院与石泉县人民医院签约。盛明医院将帮扶县医院。")
    assert cast["东河医科大学附属盛明医院"].aliases == ["盛明医院"]
    assert cast["石泉县人民医院"].aliases == ["县医院"]


def test_an_introduced_short_name_needs_no_head() -> None:
    cast = cast_of("之江市疾病预防控制中心（以下简称“之江疾控”）派人。之江疾控主任说。")
    assert cast["之江市疾病预防控制中心"].aliases == ["之江疾控"]
    assert len(cast["之江市疾病预防控制中心"].mentions) == 3


def test_a_bracketed_second_name_is_the_same_hospital() -> None:
    cast = cast_of("东河大学附属第一医院（临江市中心医院）与石泉县人民医院签约。")
    assert cast["东河大学附属第一医院"].aliases == ["临江市中心医院"]


def test_the_short_name_of_two_counties_is_nobodys() -> None:
    cast = cast_of("石泉县人民医院与云台县人民医院签约。县医院院长说。")
    assert "县医院" in cast


def test_我院_is_the_publisher_even_if_the_text_never_names_it() -> None:
    cast = cast_of("我院与石泉县人民医院签约。", publisher="临江市中心医院")
    assert cast["临江市中心医院"].aliases == ["我院"]


def test_a_newspaper_is_not_我院() -> None:
    cast = cast_of("我院与石泉县人民医院签约。", publisher="临江日报")
    assert cast["我院"].kind == "self"


def test_我县_is_the_countys_government() -> None:
    cast = cast_of("我县与东河省人民医院签约。石泉县人民政府高度重视。", publisher="石泉县卫生健康局")
    assert "我县" in cast["石泉县人民政府"].aliases


def test_a_branch_is_named_after_the_hospital_that_lends_its_name() -> None:
    cast = cast_of("临江市中心医院云台分院揭牌，临江市中心医院院长说，云台县人民医院很好。")
    assert [lender.name for lender in cast["临江市中心医院云台分院"].plaque_of] == ["临江市中心医院"]
    assert not cast["临江市中心医院"].plaque_of


def test_who_asks_twice_gets_organisations_of_their_own() -> None:
    text = "云州市中心医院与岭阳县人民医院签约，云州市中心医院岭阳分院同时揭牌。"
    article = Article(id="x", source="x", sha256="0" * 64, text=text)
    first = find_cast(article)
    names = [organisation.names for organisation in first]
    first[0].call("别名")
    first[0].mentions.clear()
    again = find_cast(article)
    assert [organisation.names for organisation in again] == names
    lenders = [lender for organisation in again for lender in organisation.plaque_of]
    assert lenders and all(any(lender is known for known in again) for lender in lenders)
    assert all(organisation.mentions for organisation in again)

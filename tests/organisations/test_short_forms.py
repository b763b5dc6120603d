"""Which wordings can stand for a fuller name, and which only look like it."""

from __future__ import annotations

import pytest

from summarizer.organisations import is_contract_alias, is_self_reference, is_short_form

SHORT_FORMS = [
    ("盛明医院", "东河医科大学附属盛明医院"),
    ("东河医大盛明医院", "东河医科大学附属盛明医院"),
    ("上海十院", "上海市第十人民医院"),
    ("宁江二院", "宁江市第二医院"),
    ("市一院", "临江市第一人民医院"),
    ("省人民医院", "东河省人民医院"),
    ("县医院", "石泉县人民医院"),
    ("石泉县医院", "石泉县人民医院"),
    ("石泉县医院", "石泉土家族自治县人民医院"),
    ("州人民医院", "云岭彝族自治州人民医院"),
    ("县政府", "东河省石泉县人民政府"),
    ("石泉县政府", "东河省石泉黎族自治县人民政府"),
    ("市卫健委", "临江市卫生健康委员会"),
    ("东大一附院", "东河大学第一附属医院"),
    ("县疾控中心", "石泉县疾病预防控制中心"),
    ("宁江妇儿医院", "宁江市妇女儿童医院"),
    ("县中医院", "石泉县中医医院"),
    ("鼓山医院", "南城鼓山医院"),
]

DIFFERENT = [
    ("县医院", "石泉县中医院"),
    ("市医院", "临江市中心医院"),
    ("市一院", "临江市第二人民医院"),
    ("市人民医院", "重庆市江北区人民医院"),
    ("重庆人民医院", "重庆市江北区人民医院"),
    ("东河医科大学", "东河医科大学附属盛明医院"),
    ("盛明医院", "东河医科大学附属第一医院"),
    ("县人民医院", "临江市人民医院"),
    ("市中医院", "临江市中医院青石分院"),
    ("东大二附院", "东河大学第二附属医院石泉医院"),
    ("医院", "石泉县人民医院"),
    ("石泉县人民医院", "石泉县人民医院"),
]


@pytest.mark.parametrize(("short", "full"), SHORT_FORMS)
def test_short_forms(short: str, full: str) -> None:
    assert is_short_form(short, full)
    assert not is_short_form(full, short)


@pytest.mark.parametrize(("short", "full"), DIFFERENT)
def test_other_organisations_are_no_short_forms(short: str, full: str) -> None:
    assert not is_short_form(short, full)


@pytest.mark.parametrize("wording", ["我院", "本院", "我中心", "我市", "我县", "我校"])
def test_self_references(wording: str) -> None:
    assert is_self_reference(wording)


@pytest.mark.parametrize("wording", ["我国", "该院", "两院", "石泉县", "甲方"])
def test_others_are_no_self_references(wording: str) -> None:
    assert not is_self_reference(wording)


def test_roles_of_a_contract() -> None:
    assert is_contract_alias("甲方") and is_contract_alias("乙方") and not is_contract_alias("双方")

from __future__ import annotations

import pytest

from summarizer.reading.characters import normalise_signs, simplify, simplify_if_traditional, traditional_share
from summarizer.reading.glosses import remove_glosses


@pytest.mark.parametrize(
    ("glossed", "plain"),
    [
        ("區(qū)域醫(yī)療", "區域醫療"),
        ("縣(xiàn) 級(jí) 醫院", "縣級醫院"),
        ("長(zhǎng)春和長(cháng)江", "長春和長江"),
        ("重(chóng)慶、重(zhòng)點", "重慶、重點"),
        ("銀行(háng)與行(xíng)動", "銀行與行動"),
        ("綠(lǜ)色通道", "綠色通道"),
        ("縣（xiàn）醫院", "縣醫院"),
        ("聯合體(ti) 簡稱醫聯體(ti) ,關(guan) 於(yu) 綠(lv) 色", "聯合體簡稱醫聯體,關於綠色"),
    ],
)
def test_a_gloss_goes_where_it_is_a_reading_of_the_character(glossed: str, plain: str) -> None:
    assert remove_glosses(glossed) == plain


@pytest.mark.parametrize(
    "text",
    [
        "胸部CT(ct)檢查",
        "酸碱度(ph)和体重指数(BMR)",
        "縣(qū)醫院",
        "只有一處(chu)的讀音,不是注音",
        "医院(附属)",
        "聯合體(MOU)",
        "為什麼??因為如此",
        "签约(2021)",
    ],
)
def test_what_is_no_gloss_stays(text: str) -> None:
    assert remove_glosses(text) == text


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        # The bytes of 專 and the lead byte of 科 were lost: what follows is GBK shifted by one.
        ("在??平ㄔO(shè)方面", "在專科建設方面"),
        ("區(qū)內??圃\\療", "區內專科診療"),
        ("區(qū)內重點???。", "區內重點�。"),
        ("區(qū)內下派?＜覉F(tuán)隊", "區內下派專家團隊"),
        ("大家說?!拔覀儗⒊浞职l(fā)揮", "大家說。“我們將充分發揮"),
        ("區(qū)域\n????深度合作", "區域\n深度合作"),
        # 破解 after a lost sign is a word and no shifted text.
        ("區(qū)域??破解難題", "區域�破解難題"),
    ],
)
def test_what_glossing_sites_lost_is_mended_or_marked(damaged: str, mended: str) -> None:
    assert remove_glosses(damaged) == mended


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("醫療聯合體合作協議", "医疗联合体合作协议"),
        ("著力提升，圍繞著患者開展", "着力提升，围绕着患者开展"),
        ("成效顯著，著名專家的著作", "成效显著，著名专家的著作"),
        ("為羣衆服務", "为群众服务"),
    ],
)
def test_traditional_text_becomes_simplified_at_equal_length(traditional: str, simplified: str) -> None:
    assert simplify_if_traditional(traditional) == simplified
    assert len(simplify(traditional)) == len(traditional)


@pytest.mark.parametrize(
    "text", ["乾县人民医院与著名专家", "他叫陈醫生，" + "是县医院的医生，在这里工作了很多年了。" * 4, ""]
)
def test_simplified_text_is_left_alone(text: str) -> None:
    assert simplify_if_traditional(text) == text
    assert traditional_share(text) < 0.02


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("２０２１年５月９日，ＣＴ３．５％", "2021年5月9日，CT3.5%"),
        ("a\u3000b\u00a0c\u2003d", "a b c d"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("\ufeff零\u200b宽\u202e反\u00ad转\x07铃\x00空", "零宽反转铃空"),
        ("⽇本⾦山", "日本金山"),
        ("lone \ud800 surrogate", "lone � surrogate"),
        ("，。（）：全角标点不变", "，。（）：全角标点不变"),
    ],
)
def test_signs_are_plain(raw: str, plain: str) -> None:
    assert normalise_signs(raw) == plain

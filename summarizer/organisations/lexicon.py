"""What names of Chinese health organisations are made of, and what can't be inside one.

A name is read from its right end: the head (医院, 卫健委, 大学 …) is sure, the left end is not. So the lexicon holds
heads, and the words that end a name to the left: verbs, prepositions, titles of persons, counted nouns. It holds no
list of hospitals or counties. `GUARDS` are words in which such a particle is a mere syllable (协和, 大同).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path


def _words(name: str) -> tuple[str, ...]:
    """Read a word list that lies beside this module; `#` starts a comment."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


HEADS: tuple[tuple[str, str], ...] = (
    (
        "health_commission",
        "卫生健康委员会|卫生健康委|卫生健康局|卫健委|卫健局|卫生和计划生育委员会|卫生和计划生育局|卫生和健康局|"
        "卫生计生委员会|卫生计生[委局]|卫计[委局]|卫生健康和体育局|卫健体局|卫[生体]局|卫生[厅处]",
    ),
    ("cdc", "疾病预防控制中心|疾病预防控制局|疾控中心|疾控局"),
    ("blood", "中心血站|血液中心|血站"),
    ("emergency", "急救中心|紧急医学?救援中心|急救站"),
    ("clinic", "卫生院|社区卫生服务中心|社区卫生服务站|卫生服务中心|卫生服务站|卫生所|卫生室"),
    (
        "hospital",
        "妇幼保健(?:计划生育)?(?:服务)?中心|保健服务中心|医疗中心|医学中心|康复中心|医疗健康服务中心|"
        "医院(?![感管]染?[控理])|保健院|防治院|防治所|疗养院|诊所|"
        "(?<=[\u4e00-\u9fff])[一二三四五六七八九十]{1,2}附?院(?![长士校内外])|附[一二三四]?院(?![长士])|"
        "(?<=[一二三四五六七八九十][、和与])[一二三四五六七八九十]{1,2}院|附[一二三四](?=[和与、，派将同])|分院|院区",
    ),
    ("group", "医疗健康集团|医疗集团|医院集团|健康集团|医疗卫生集团|医共体集团|总院"),
    ("alliance", "专科联盟|联盟|医疗联合体|医疗共同体|医联体|医共体|健共体|城市联合体|协作网"),
    (
        "government",
        "人民政府|(?<=[省市县区州旗盟乡镇])政府|管理委员会|管委会|行政公署|行署|办事处",
    ),
    (
        "bureau",
        "(?:医疗保障|医保|中医药管理|中医|教育|科技|民政|财政|乡村振兴|人社|人力资源和社会保障|经协)[局厅]|发改委",
    ),
    (
        "university",
        "大学(?![生城堂]|毕业|本科|专科|学历)|(?<=大学)医学部|(?:医|药|学|理工|职业|技术|护理|文理|师范|卫生)学院(?!派|士)|学院(?!派|士)|"
        "卫生学校|卫校|党校|医专(?![科家业])|高等专科学校|专科学校",
    ),
    ("research", "研究院|研究所|科学院"),
    ("company", "有限责任公司|有限公司|分公司|公司|银行|集团"),
    ("association", "基金会|协会|学会|医师协会|商会|红十字会|慈善总会|委员会"),
)
"""Kind of organisation and the heads that show it; earlier rows win at the same place."""

GUARDS = _words("guards.txt")
"""Words in which a particle or verb syllable is part of a name."""

BREAKING_WORDS = _words("breaking_words.txt")
"""Words that end a name to their right."""

_TITLE_OF_PLACE = "[省市县区州旗镇乡](?:长(?![征海安沙春治宁寿兴丰葛垣白乐汀泰阳武岭岛清江庚子])|委常委)"
_COUNTED = "(?<=[一二两三四五六七八九十百千\\d几多余数首])[家所名位个批届次轮对]"
_DATED = "(?<=[\\d〇一二三四五六七八九十])(?:年度?|月份?|日|号|时|点|分)"

GENERIC_CORE = re.compile(
    "(?:所|受援县|各|各级|各类|公立|私立|民营|社会办|社会|三级|二级|一级|三甲|二甲|甲等|乙等|综合性?|专科|基层|县级|市级|省级|区级|州级|镇级|乡级|"
    "国家级|国家|省部级|地市级|地方|乡镇|乡|镇|村|城乡|街道|社区|受援|支援|援助|帮扶|被帮扶|依托|牵头|成员|核心|龙头|上级|下级|"
    "大型?|中小|小|城市|农村|互联网|智慧|优质|合作|协作|共建|教学|实习|实践|附属|直属|非直属|托管|定点|现代化?|平安|友好|兄弟|"
    "高水平|研究型|学习型|区域|区域性|示范|试点|网络|网上|云|部队|军队|知名|著名|名|属地|当地|本地|外地|"
    "辖区|委属|委管|委属委管|省直|市直|市属|省属|县属|县域|县区|省市县?|市县|紧密型?|半?紧密型?|松散型|城市医疗|县域医疗|"
    "医疗|卫生|健康|医药|老牌|百年|老|新|总|分|东|西|南|北|主|双|两|三|四|五|多|几|该|本|此|某|一|每|全|中央|基地|同级|对口|结对|"
    "医疗卫生|国内|省内|市内|院外|跨省|跨区域|专业|特色|重点|"
    "家乡|责任|急救|[轻中重]度级|山区|相关|清廉|有关|对方|其他|其它|省市|一流|顶尖|人民满意|国际|在京|驻地|驻军|帮带|被托管|新建|援建|科研|高校|高等|本科|综合类|学术|医疗机构|公共卫生|远程|战略|发展|协同|创新|技术|产业|职业|医学|医科|远程医疗|中医药|"
    "中医专科|儿科|妇产科?|卒中|胸痛|创伤|心血管|肿瘤|呼吸|消化|康复|护理|检验|影像|病理|超声|麻醉|眼科|口腔|骨科|内分泌|肾病|皮肤|疼痛)*"
)
"""A name whose whole core is made of these names a kind of organisation (三级甲等医院, 受援医院), not one."""

BARE_NAMES = re.compile(
    "(?:人民|中心|中医|中西医结合|妇幼|妇女儿童|妇儿|儿童|第?[一二三四五六七八九十])医院|中医院|妇幼保健院|人民政府"
)
"""Heads with a type but no place: short forms in an article that has said whose."""


def _alternation(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


HEAD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in HEADS))
TOKEN = re.compile(
    f"(?P<guard>{_alternation(GUARDS)}|(?<![\u4e00-\u9fff])和县)|"
    f"(?P<breaker>{_TITLE_OF_PLACE}|{_COUNTED}|{_DATED}|{_alternation(BREAKING_WORDS)})"
)
"""Read over the run before a head, left to right: the end of the last `breaker` is where the name starts."""

SELF_REFERENCE = re.compile(
    "(?:我|(?<![日基根资成剧版标文样原])本)(?:院|校|中心|血?站|局|委|市|县|区|省|州|旗|镇|集团)(?![内外讯报])|我们(?:医院|学校|中心)"
)
"""我院, 本中心, 我县: whoever publishes the page."""

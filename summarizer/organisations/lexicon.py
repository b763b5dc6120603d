"""What names of Chinese health organisations are made of, and what can't be inside one.

A name is read from its right end: the head (医院, 卫健委, 大学 …) is sure, the left end is not. So the lexicon holds
heads, and the words that end a name to the left: verbs, prepositions, titles of persons, counted nouns. It holds no
list of hospitals or counties. `GUARDS` are words in which such a particle is a mere syllable (协和, 大同).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from summarizer.patterns import late


def _lines(name: str) -> list[str]:
    """Read a list that lies beside this module; `#` starts a comment."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for line in _lines(name) for word in line.split())


HEADS = {line.split()[0]: tuple(line.split()[1:]) for line in _lines("heads.txt")}
"""Kind of organisation → the heads that show it."""

_SMALL = ["".join(pair) for pair in product(("", "十"), "一二三四五六七八九")] + ["十", "二十"]
ORDINAL_HEADS = frozenset(f"{number}{head}" for number in _SMALL for head in ("院", "附院")) | {
    f"附{number}{head}" for number in _SMALL[:6] for head in ("院", "")
}
"""Heads of short hospital names: 市一院, 郑大一附院, 中医附一."""

KIND_OF_HEAD = {head: kind for kind, heads in HEADS.items() for head in heads} | dict.fromkeys(
    ORDINAL_HEADS, "hospital"
)

FOLLOWED_BY = {
    "大学": late("[生城堂]|毕业|本科|专科|学历"),
    "学院": late("[派士]"),
    "医专": late("[科家业]"),
    "集团": late("化"),
    "总院": late("长"),
    "医疗体系": late("[建改]|建设|改革"),
    "医大": late("[生夫城堂]"),
    "妇幼": late("保健|健康|卫生|专科|工作|人群|群体|重大|、"),
    "疾控": late("体系|工作|人员|机构|部门|系统|事业|专家|队伍"),
}
"""What shows, right after it, that a word is no head."""

GUARDS = _words("guards.txt")
"""Words in which a particle or verb syllable is part of a name."""

BREAKING_WORDS = _words("breaking_words.txt")
"""Words that end a name to their right."""

COUNTERS = frozenset("家所间名位个批届次轮")
"""They end a name only after a numeral or a pointer: 三家医院, 这位, but 张家口市."""
POINTERS = frozenset("这那该各每某另")

DATE_UNITS = frozenset({"年", "年度", "月", "月份", "日", "号", "时", "点", "分"})
PLACE_TITLES = frozenset(f"{unit}长" for unit in "省市县区州旗镇乡")
NAMES_WITH_LONG = frozenset("征海安沙春治宁寿兴丰葛垣白乐汀泰阳武岭岛清江庚子")
"""长 before these is a syllable of a name (上海市长宁区), not the end of a title."""

NUMERALS = frozenset("一二两三四五六七八九十百千〇0123456789几多余数首")

STATUS_BEFORE_HEAD = late("(?:附属)?(?:非?直属|临床|教学|实习|实践|协作|合作|帮扶)(?:附属|教学|实习)?")
"""Between a school and 医院 these say what a hospital is to the school (某大学教学医院), not its name."""

GENERIC_CORE = late(
    "(?:所|受援县|各|各级|各类|公立|私立|民营|社会办|社会|三级|二级|一级|输出|输入|后方|前方|派出|对接|企业|系统|教会|私人|矿区|厂区|军地|标杆|总部|三甲|二甲|甲等|乙等|综合性?|专科|基层|县级|市级|省级|区级|州级|镇级|乡级|"
    "国家级|国家|省部级|地市级|地方|乡镇|乡|镇|村|城乡|街道|社区|受援|支援|援助|帮扶|被帮扶|依托|牵头|成员|核心|龙头|上级|下级|"
    "大型?|中小|小|城市|农村|互联网|智慧|优质|合作|协作|共建|教学|实习|实践|附属|直属|非直属|托管|定点|现代化?|平安|友好|兄弟|"
    "高水平|研究型|学习型|区域|区域性|示范|试点|网络|网上|云|部队|军队|知名|著名|名|属地|当地|本地|外地|"
    "辖区|委属|委管|委属委管|省直|市直|市属|省属|县属|县域|县区|省市县?|市县|紧密型?|半?紧密型?|松散型|城市医疗|县域医疗|"
    "医疗|卫生|健康|医药|老牌|百年|老|新|总|分|东|西|南|北|主|双|两|三|四|五|多|几|该|本|此|某|一|每|全|中央|基地|同级|对口|结对|"
    "医疗卫生|国内|省内|市内|院外|跨省|跨区域|专业|特色|重点|"
    "西部地区县?|东部地区|贫困地区县?|贫困县|欠发达地区|偏远地区|家乡|责任|急救|[轻中重]度级|山区|相关|清廉|有关|对方|其他|其它|省市|一流|顶尖|人民满意|国际|姊妹|姐妹|伙伴|盟友|样板|标兵|在京|驻地|驻军|帮带|被托管|新建|援建|科研|高校|高等|本科|综合类|学术|医疗机构|公共卫生|远程|战略|发展|协同|创新|技术|产业|职业|医学|医科|远程医疗|中医药|"
    "中医专科|儿科|妇产科?|卒中|胸痛|创伤|心血管|肿瘤|呼吸|消化|康复|护理|检验|影像|病理|超声|麻醉|眼科|口腔|骨科|内分泌|肾病|皮肤|疼痛)*"
)
"""A name whose whole core is made of these names a kind of organisation (三级甲等医院, 受援医院), not one."""

BARE_NAMES = late(
    "(?:人民|中心|中医|中西医结合|妇幼|妇女儿童|妇儿|儿童|第?[一二三四五六七八九十])医院|中医院|妇幼保健院|人民政府"
)
"""Heads with a type but no place: short forms in an article that has said whose."""


def _by_first_character(words: Iterable[str]) -> str:
    """An alternation, the longest words first, gathered under their first characters: few branches for each place."""
    gathered: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        gathered.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{re.escape(first)}(?:{'|'.join(map(re.escape, rest))})" for first, rest in gathered.items())


# Branches that begin with literals: only then does `re` skip ahead by first characters, ten times faster on Chinese.
HEAD = late(_by_first_character(KIND_OF_HEAD))
TOKEN = late(_by_first_character((*GUARDS, *BREAKING_WORDS, *COUNTERS, *DATE_UNITS, *PLACE_TITLES)))
"""Read over the run before a head, left to right: the end of the last breaking word is where the name starts."""

GUARD_WORDS = frozenset(GUARDS)

SELF_REFERENCE = late(
    "[我本](?:(?<![日基根资成剧版标文样原]本)(?:院|校|中心|血?站|局|委|市|县|区|省|州|旗|镇|集团)(?![内外讯报])|"
    "(?<=我)们(?:医院|学校|中心))"
)
"""我院, 本中心, 我县: whoever publishes the page."""

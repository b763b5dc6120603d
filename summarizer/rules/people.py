"""How the genre names people: grades, posts, experts and staff, and the number of them.

A title is one of four: a grade (副主任医师及以上职称专家), a post (业务副院长), an expert (专家, 技术骨干) or anyone
else (医务人员). The grammar joins what belongs together: a noun with its grade in brackets is one title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from summarizer.article import Span
from summarizer.normalising.names import HAN, SURNAMES, count_named
from summarizer.normalising.quantities import QuantityMention
from summarizer.patterns import late, not_after, one_of

TitleKind = Literal["grade", "post", "expert", "other", "bare"]

_GRADE_WORD = (
    r"(?:正、?副|副|(?:主任、)?副)?主任(?:中?医|西医|护|药|中药|检验|技|康复|影像|公卫)?[师士]"
    r"|副主任(?=[及或]?以上)|副?主任医生"
    r"|(?:正高|副高|中级|初级|(?:(?<!其)中|副)?高级|正、?副高)(?:级|卫生|专业|技术)*(?:职称|职务|资格)?|高(?:级)?职称"
    r"|主治(?:中|西)?(?:医[师生])?|主管(?:医|护|药|中药|检验|技|康复)师?|住院医[师生]|(?:助理|副)?研究员"
    rf"|(?:主治|副高|中级|主任)(?:打底|起步)|(?<!专家)(?:副)?教授(?!级?专家|、?专家)|{not_after(*'医药律教厨')}(?:护师|技师|药师)"
)
_ABOVE = (
    r"(?:(?:专业)?(?:技术)?(?:职称|职务|级别|资格))?(?:\s?[(（][^()（）]{1,8}[)）])?(?:及|或|和|\(含\)"
    r"|（含）)?(?:其|副高|主治|中级|高级)?以上(?:级别|职称|资格|资质|职务|专业技术职称|技术职称"
    r"|专业技术职务|水平)?"
)
_STAFF_NOUN = (
    r"(?:(?:医疗|临床|管理|护理|技术|业务|专业|学科|资深|知名|骨干|援藏|援疆|支医|心理治疗|心理|康复"
    r"|中医|西医|专科|卫生|高年资|高水平|高层次|优秀|青年|中青年|优质|各科|多学科|核心|顶尖|权威|省级"
    r"|国家级|市级)的?)*"
)
_EXPERT_NOUN = (
    r"专家(?:团队|教授|、?教授|组(?!成)(?!建)(?!织)|队伍|团|服务团|人才)?(?!门诊|号|库|委员|共识|补贴|评审|公寓|楼"
    r"|工作站|论证|联盟|评估|讲座|授课|手术日|出诊日|坐诊日)|名老?中医(?:专家)?(?!馆|堂|工作室|传承)"
    rf"|(?<!\d){not_after(*'一二两三四五六七八九十余多几来')}名医(?:专家)?(?!堂|馆|工作室|讲)|学科带头人|学术带头人|学科骨干"
    r"|(?:技术|业务|医疗|临床|专业|科室|护理|专科)?骨干(?:力量|医[师生]|人员|医护人员|专家"
    r"|教师)?(?!科室|学科|专业)|(?:医学)?博士(?:团队|服务团(?:成员|队员)?)?(?!生|点|后|研究|学位)|院士团队|精兵强将"
    r"|高层次人才|业务尖子"
)
_OTHER_NOUN = (
    r"(?:(?:医疗|护理|医技|管理|药学|行政|临床)[、和])+(?:医疗|护理|医技|管理|药学|行政"
    r"|临床)(?:等)?(?:人员|骨干)|(?:援藏|援疆|援青|援川|援外|支援|帮扶|对口支援)?医疗队(?:员)?|医疗团队|医护团队"
    r"|医务(?:工作者|人员)|医护(?:人员|骨干)?(?=$|,|，|。|、|进|驻|到|常(?<=常))|医护人员|医技人员|医疗人员|(?:卫生|专业"
    r"|医疗)?技术人员|护理人员|(?:执业|全科|临床|带教|麻醉|超声|影像|放射|检验|病理|儿科|产科|妇产科"
    r"|急诊科?|公共卫生|公卫|康复|中医|内科|外科|口腔|眼科)?医[师生](?!协会|大会|沙龙|节|证|资格|多点)"
    r"|(?:专科)?护士(?!长|节|站|学校)|(?:麻醉|检验|影像|营养|康复|治疗|药剂|心理咨询)师|助产士|大夫"
    r"|(?<=[名位])同志|组员"
    r"|(?:帮扶|支援|派驻|援助|对口支援|帮扶支援|派出)?(?:队员|人员)|(?:派驻|支援|帮扶|援助|医疗|专家)队伍"
    r"|帮扶团队|工作队|工作人员|人才团队"
    r"|专业人才|检验人员|药师|卫生人才|人才|帮扶队"
)
_POST_NOUN = (
    r"(?:执行|业务|常务|挂职|第一|名誉|行政|党委|党总支|临床|医疗)*(?:副)?(?:院长级?(?:助理|管理人员"
    r"|干部)?|书记(?!处))|院(?:级)?领导|总会计师|(?:总|科|大科|病区)?护士长|管理(?:人[员才]|干部|团队|骨干|专家)"
    r"|(?:中层|科室|行政|医院)?干部|领导班子(?:成员)?|班子成员"
    r"|(?:科室?|学科|业务|临床|执行|护理部|医务科|医务部|医务处|门诊部|常务"
    r"|行政)*(?:副)?主任(?!医|护|药|技|中|检|康|影|公|委员|[、和]副主任(?:医|护|药|技(?<=技))师|[及或]?以上"
    r"|级)(?:助理)?|(?:财务|运营|护理|医疗|医务|质量|后勤|行政)总监|科室负责人|学科负责人|分管负责人"
    r"|(?:执行)?(?:副)?[站所]长|(?:科长|处长|部长)(?!期)(?!远)(?!年)(?!效)(?!时)"
)
# What a post is the post of is looked for from its head to the left: 急诊|科主任, 医务|处长.
_POST_OF = late(
    rf"(?:(?:(?![名位任师派由为和与及或各个]){HAN}){{1,8}}?(?:科|部|室|中心)(?:科室?|学科|业务|临床|执行|护理部"
    rf"|医务[科部处]|门诊部|常务"
    rf"|行政)*(?:副)?主任|{HAN}{{2,4}}[科处部]长(?![期远年效时]))"
)
_LONGEST_POST_OF = 12
_ENDS_POST_OF = late("主任|[科处部]长")
_GRADE = rf"(?:具有|具备)?(?:{_GRADE_WORD}){{1,2}}(?:{_ABOVE})?(?:职称|级别|职务)?(?:的)?"
# What may stand behind any other title and belong to it: most have none.
_BRACKET_GRADE = rf"(?:[(（](?:[^()（）\d,，]{{0,6}})?(?:{_GRADE_WORD})(?:{_ABOVE})?[^()（）\d,，]{{0,6}}[)）])"
# What each kind of title can begin with, looked at before its grammar is tried: most places of a text begin none.
_GRADE_FIRST = "正副主高中初助研教具护技药住"
_STAFF_FIRST = "医临管护技业专学资知骨援支心康中西卫高优青各多核顶权省国市"
_EXPERT_FIRST = _STAFF_FIRST + "名博院精科"
_POST_FIRST = "执业常挂第名行党临医副院书总护病大科管干中领班学门主财运质后分站所处部"
_OTHER_FIRST = _STAFF_FIRST + "药行帮对执全带麻超影放检病儿产妇急公内外口眼营治助大同组派队人工"
# A title is of the first kind whose grammar fits; one pattern of all four would take three times as long to compile.
_GRAMMARS: tuple[tuple[TitleKind, frozenset[str], re.Pattern[str]], ...] = (
    ("grade", frozenset(_GRADE_FIRST), late(_GRADE)),
    ("expert", frozenset(_EXPERT_FIRST), late(rf"(?P<staff>{_STAFF_NOUN})(?:{_EXPERT_NOUN})")),
    ("post", frozenset(_POST_FIRST), late(_POST_NOUN)),
    ("other", frozenset(_OTHER_FIRST), late(rf"(?P<staff>{_STAFF_NOUN})(?:{_OTHER_NOUN})")),
)
_NOUNS = tuple((first, pattern) for kind, first, pattern in _GRAMMARS if kind in ("expert", "other"))
_FIRST = frozenset().union(*(first for _, first, _ in _GRAMMARS))
_GRADE_BEHIND = late(_BRACKET_GRADE)
_TITLE_SIGNS = _FIRST.union(*(_GRADE, _STAFF_NOUN, _EXPERT_NOUN, _POST_NOUN, _OTHER_NOUN))
"""All that a title consists of up to its head: the grammar has no open class before that."""
_BRACKETS = frozenset("(（")
# One word of these stands in every title; without any, a sentence has none. Words that begin with a sign of every
# sentence (医, 院, 人, 中) are met at a rarer one: `re` stops at each sign that a branch begins with.
_HEAD = late(
    "主任|主治|主管|正高|副高|高级|初级|级(?<=中级)|职称|研究员|教授|师(?<=医师|护师|技师|药师|醉师|验师|像师|养师|复师|疗师|剂师|询师|计师)|住院医|专家|老中医"
    "|名医|名中医|带头人|骨干|博士|护士|助产士|士(?<=院士)|精兵强将|业务尖子|组员|队员|员(?<=人员)|才(?<=人才)|者(?<=工作者)"
    "|团队(?<=疗团队|护团队|扶团队|才团队|理团队)|队伍|队(?<=医疗队|工作队|帮扶队)|护(?<=医护)|生(?<=医生)|夫(?<=大夫)|志(?<=同志)"
    "|长(?<=院长|站长|所长|科长|处长|部长)|书记|领导|管理人|干部|班子|总监|负责人(?<=室负责人|科负责人|管负责人)"
)
_LONGEST_LEAD = 18
"""How far before the first such word a title may begin (国家级知名专科医疗|专家), or before the sign it is met at."""
PEOPLE_UNITS = frozenset({"个人", "名", "位", "人", "个", "员"})
# A post begins after the verb or count that governs it: 派驻|急诊科主任, 担任|脑病科主任.
_LEADING = late(
    r".*(?:医院|保健院|卫生院|我院|该院|[派驻聘排和与、为的名位个调遣荐命出到由向及等任当将并是](?<!主任))(?=.)"
)
_NAME_AFTER = late(
    rf"(?P<name>{HAN}{{2,3}}(?<![担出兼挂接]))(?=(?:同志|医生|教授|主任)?(?:直接|亲自|已经|同时)?(?:隔|轮流|会"
    rf"|都|受[派聘]|担任|挂职"
    rf"|出任|兼任|任|被|将|为|每|带队|领衔"
    r"|作为|主持|前往|来|长期|把|住|坐镇|登|按|逢|、|,|;|等|到|赴|常驻|和|\)|。|$|是|则|守|扎|接|执掌|在|也|已|要|须))"
)

# 主任医师|韩守信|成了…, 主管药师|曾雨|三天前…: whatever follows; a third sign that begins other words is no name's.
_NO_THIRD = (
    "一二三两就成走带已在将是和与说到来去长常每从为的也还又都要会有给把被这那正很只才再便则"
    "任兼等前后上下出进讲住坐随及或守接当做领"
)
_SELDOM_NAMES = "常于时和应解从都通全向国能连平步满利终后公由双别习车关相安方文易经广越晏连"
_ANY_NAME_AFTER = late(
    rf"(?P<name>(?![{_SELDOM_NAMES}]){HAN}(?:(?![{_NO_THIRD}]){HAN}){{1,2}})(?!师|科|院|员|业|术|部|职)"
)


# Words that begin with a family name and follow titles: 专家|常驻, 医师|和护士, 骨干|向….
_IS_WORD = late(
    r"管理|业务|常[驻年态]|[和向于任应时同从全都经并由能成]|安[排心身业全置]|方面|相关|支援|连续|高年|包括|水平"
    r"|温|明确|通过"
    r"|后|国|单位|平均|项目|路|师|文|易|双|车|计划|解|干|白天|万|强"
)
_NAME_BEFORE = late(
    rf"(?:派出|选派|委派|派驻|指派|任命|推荐|聘请)(?P<name>{HAN}{{2,3}})$"
    rf"|(?:^|[,;。、的]|领队|队长|组长|医生|大夫)(?P<told>{HAN}{{2,3}})(?:,|是|为)$"
)

# 李明|教授|在县医院开门诊, 陈国平|主任中医师|到分站坐诊: the name before the grade, of one who comes.
_NAME_RIGHT_BEFORE = late(rf"(?:^|[,;。、的])(?P<name>{HAN}{{2,3}}(?<![科院室部心年月名位个级任等是为及和]))$")
_COMES = late(
    r"(?:及其?(?:带领的)?团队|团队|带领?团队)?(?:都|还|也|就|会|将|要|则)*(?:[到在来赴]|前往|每|定期|长期|常驻"
    r"|进驻|驻|坐诊|出诊)"
)

# 方晓岚，急诊医学科|主任医师; 外援名叫申屠敏，|副高
_NAME_THEN_GRADE = late(rf"(?:^|[,;。、的叫:])(?P<name>{HAN}{{2,3}}),(?:{HAN}{{1,10}}(?:科|室|部|院|中心))?$")
_LONGEST_APPOSITION = 18

_UNIT_OF = rf"(?:{HAN}{{1,6}}(?:科|部|院|中心)的)?"
# 儿科的段小川、麻醉科的和志刚，都是|主治医师
_NAMES_BEFORE = late(
    rf"(?:^|[,;。、])(?P<names>{_UNIT_OF}{HAN}{{2,3}}(?:[、和]{_UNIT_OF}{HAN}{{2,3}})+),?(?:都|均|皆|同)(?:是|为)?$"
)


class Title(NamedTuple):
    """One title in a sentence, offsets in the sentence."""

    span: Span
    wording: str
    kind: TitleKind
    person: str | None = None
    """The name of the person it is said of, or the run of names where it is said of several."""


def may_hold_title(text: str) -> bool:
    """Whether any word stands in a sentence that a title can't be without; cheaper than to look for titles."""
    return _HEAD.search(text) is not None


def find_titles(text: str) -> list[Title]:
    """Find every title of a sentence, in order."""
    titles: list[Title] = []
    for found in _found(text):
        title = _title(text, found, after=titles[-1].span.end if titles else 0)
        if titles and _goes_on(text, titles[-1], title):
            span = Span(titles[-1].span.start, title.span.end)
            titles[-1] = Title(span, span.slice(text), "grade", person=title.person)
        else:
            titles.append(title)
    return titles


class _Found(NamedTuple):
    kind: TitleKind
    start: int
    end: int
    whole_end: int
    """Behind the grade in brackets, where there is one."""


def _found(text: str) -> Iterator[_Found]:
    """Look for titles around the words that they can't be without, and nowhere else."""
    end = 0
    for head in _HEAD.finditer(text):
        if head.end() <= end:
            continue
        start = head.start()
        low = max(end, start - _LONGEST_LEAD)
        while start > low and text[start - 1] in _TITLE_SIGNS:
            start -= 1
        title = _first_title(text, start, len(text))
        if title is None:
            return
        kind, start, own_end = title
        behind = None
        if kind != "grade":
            behind = _GRADE_BEHIND.match(text, own_end) if text[own_end : own_end + 1] in _BRACKETS else None
        else:
            own_end = _end_of_noun(text, own_end)
        end = behind.end() if behind else own_end
        yield _Found(kind, start, own_end, end)


def _first_title(text: str, start: int, end: int) -> tuple[TitleKind, int, int] | None:
    """Return the kind, start and end of the first title; it may go on behind that, with a noun or a grade."""
    for at in range(start, end):
        sign = text[at]
        if sign not in _FIRST:
            continue
        for kind, first, pattern in _GRAMMARS:
            if sign in first and (match := pattern.match(text, at, end)):
                return kind, at, match.end()
    return None


def holds_title(text: str, start: int, end: int) -> bool:
    """Whether a title stands in a run of a text."""
    return _first_title(text, start, end) is not None


def _end_of_noun(text: str, start: int) -> int:
    """Where the noun behind a grade ends (副主任医师以上|专家), or `start`; of two, the one with more before it."""
    most, end = -1, start
    sign = text[start : start + 1]
    for first, pattern in _NOUNS:
        if sign in first and (match := pattern.match(text, start)) and match.end("staff") > most:
            most, end = match.end("staff"), match.end()
    return end


# 副主任医师以上职称的|儿科|专家: the specialty stands inside the title.
_SPECIALTY_INSIDE = late(rf"(?:(?![和及与或派选担任由等]){HAN}){{1,6}}")


def _goes_on(text: str, grade: Title, title: Title) -> bool:
    if grade.kind != "grade" or title.kind not in ("expert", "other") or grade.person is not None:
        return False
    if not grade.wording.endswith(("的", "以上", "职称")):
        return False
    return _SPECIALTY_INSIDE.fullmatch(text, grade.span.end, title.span.start) is not None


def _title(text: str, found: _Found, *, after: int) -> Title:
    kind, start, own_end, end = found
    if kind == "post":
        start = _start_of_post(text, start, own_end, after=after)
        leading = _LEADING.match(text, start, end)
        start = leading.end() if leading else start
    span = Span(start, end)
    kind = "grade" if end > own_end else kind
    return Title(span, text[start:end], kind, person=_person(text, span, grade=kind == "grade"))


def _start_of_post(text: str, start: int, end: int, *, after: int) -> int:
    """急诊科主任 begins with 急诊, wherever its head was found."""
    if not _ENDS_POST_OF.search(text, max(0, start - 1), end):
        return start
    low = max(after, start - _LONGEST_POST_OF)
    while (told := _POST_OF.search(text, low)) and told.start() < start:
        if start < told.end() <= end:
            return told.start()
        low = told.start() + 1
    return start


def _person(text: str, title: Span, *, grade: bool) -> str | None:
    """The name after a title (主任医师|韩北辰), between the verb and it (派出|李明|副院长), or that it is said of."""
    start, end = title
    before = text[max(0, start - 48) : start]
    if "、" in before or "和" in before:
        several = _NAMES_BEFORE.search(text, max(0, start - 48), start)
        if several and count_named(several["names"]):
            return several["names"]
    if (grade or text.endswith(_CALLED, start, end)) and (called := _called(text, title)):
        return called
    if text[end : end + 1] in SURNAMES:
        after = _NAME_AFTER.match(text, end) or (
            (grade or text.endswith("护士长", start, end)) and _ANY_NAME_AFTER.match(text, end)
        )
        if after and _is_name(after["name"]):
            return after["name"] + _more_names(text, after.end("name"))
    if grade and "," in before[-_LONGEST_APPOSITION:]:
        apart = _NAME_THEN_GRADE.search(text, max(0, start - _LONGEST_APPOSITION), start)
        if apart and _is_name(apart["name"]):
            return apart["name"]
    if SURNAMES.isdisjoint(before[-4:-1]):
        return None
    told = _NAME_BEFORE.search(text, max(0, start - 8), start)
    if told and _is_name(name := told["name"] or told["told"]):
        return name
    if _COMES.match(text, end):
        right_before = _NAME_RIGHT_BEFORE.search(text, max(0, start - 5), start)
        if right_before and _is_name(right_before["name"]):
            return right_before["name"]
    return None


def _called(text: str, title: Span) -> str | None:
    """住院医师|小郑; 心内科的|马大夫."""
    start, end = title
    if text[end + 1 : end + 2] in SURNAMES and (nickname := _NICKNAME.match(text, end)):
        return nickname[0]
    surname = text[start - 1 : start]
    if surname in SURNAMES and surname not in _SELDOM_NAMES and text[start - 2 : start - 1] in _ENDS_WORD:
        return text[start - 1 : end]
    return None


# The second sign is a family name.
_NICKNAME = late(rf"[小老]{HAN}(?!孩|师|区|组|时|家|年)")
_CALLED = ("医生", "大夫", "医师", "护士", "技师", "药师", "护士长")
_ENDS_WORD = ("", ",", ";", "。", "、", "的", "—", ":", "“", "|")
# 副主任医师韦彤|、冉立
_MORE_NAMES = late(rf"(?:[、和]{HAN}{{2,3}})+(?=[,。;]|$|将|均|都|已|等|也|先后)")


def _more_names(text: str, start: int) -> str:
    more = _MORE_NAMES.match(text, start) if text[start : start + 1] in "、和" else None
    return more[0] if more and count_named(more[0][1:]) else ""


def _is_name(name: str) -> bool:
    return name[0] in SURNAMES and not _IS_WORD.match(name)


_BEFORE_GAP = late(
    r"(?:[^,。;:()（）]{0,30}?(?:的|等(?:学科|科室|专业|专科|领域)?|科|专业"
    rf"|学科))?(?:[^,。;、:和及与()（）\d一二两三四五六七八九十]|{one_of(*'一二两三四五六七八九十')}(?=院|医|附(?<=附))){{0,8}}(?:是|为)?"
)
_AFTER_GAP = late(
    r"者?(?:(?:去|来|派|出|配|到)了?)?(?:在[^,。;\d]{1,6}(?:时点|时间|时段|期间|时候)|任何时候|随时|平时|每天|每日|全年)?(?:人数|总数"
    r"|数量)?(?:各|共计?|合计|计|每批|每次|每年|一行|共有|保持在|稳定在|达到?|为"
    rf"|始终|均|都|应|须)?(?:有|为)?[(（]?|{HAN}{{2,3}}等"
)


# 每名派驻人员|至少带教2名…: the number is of those they teach.
_DOES = late(rf"(?:至少|最少|不少于|至多|最多)[带教培收讲做办开]{HAN}*?(?=[\d一二两三四五六七八九十])")


_LISTED = late("[、和]")


# 每茬三四个人，多是外科的|住院医师
# (A sentence holds 。 and ; only where it ends.) 头一批两个，一胖一瘦，都是|主任医师; 高手三位，职称一律|副主任医师以上
_MOSTLY = late(
    r"(?:,[^,\d]{1,8})?,?(?:多|都|均|全|皆|大多|主要|基本上?|清一色)(?:数)?(?:是|为|系(?<=系))[^,\d]{0,16}"
    r"|清一色"
    r"|,(?:是[^,\d]{0,10}|职称(?:一律|都|均|全|要|须|应)*(?:是|为|在)?)"
)


def count_beside(text: str, title: Span, counts: list[QuantityMention]) -> QuantityMention | None:
    """Return the number of people that stands with a title: 3名副高专家, 执行院长1名, 院长、书记各1名."""
    people = [c for c in counts if c.quantity.unit in PEOPLE_UNITS]
    if not people:
        return None
    before = [c for c in people if c.span.end <= title.start]
    mostly = before and _MOSTLY.fullmatch(text, before[-1].span.end, title.start)
    if mostly and not holds_title(text, max(0, before[-1].span.start - 12), before[-1].span.start):
        return before[-1]
    if before and _BEFORE_GAP.fullmatch(text, before[-1].span.end, title.start):
        # 10名主治医师组成|帮扶团队: the number is the doctors', not the team's.
        return None if holds_title(text, before[-1].span.end, title.start) else before[-1]
    after = next((c for c in people if c.span.start >= title.end and not _DOES.match(c.wording)), None)
    if after is None or not _AFTER_GAP.fullmatch(text, title.end, after.span.start):
        return None
    # 骨科副主任马勇、护士长|谢玲等|7人: the number is of the whole list.
    of_list = text.endswith("等", title.end, after.span.start) and _LISTED.search(
        text, max(0, title.start - 12), title.start
    )
    return None if of_list else after

"""What is to be reached: numbers with a measure, and grades or statuses (contract, "Target metrics").

Two shapes. A number counts when its clause looks ahead (到2025年达到90%) or sets a bound (不低于90%), and what it
measures can be named. A grade or status counts when a verb of becoming leads to it (建成市级重点专科, 通过国家认证) and
somebody is to become it. Staff, trainees, sessions, money and beds are no targets, nor is what a province wants or
what was reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from summarizer.article import Sentence, Span
from summarizer.extraction import ExtractedTarget
from summarizer.matching import char_f1
from summarizer.normalising.names import HAN
from summarizer.normalising.quantities import QuantityMention, find_quantities, parse_quantity
from summarizer.patterns import holds_any, late
from summarizer.rules.departments import DEPARTMENT
from summarizer.rules.framing import (
    SentenceView,
    evidence_run,
    is_agreed,
    is_background,
    is_ceremony,
    is_citywide,
    is_done,
    is_forward,
    is_hope,
    is_negated,
    is_past,
    is_policy,
    sentence_views,
    tells_change,
    tells_past,
    without_old_value,
)
from summarizer.rules.likely_targets import (
    GAINS,
    LIKELY_STATUS_WORDS,
    is_dated_before,
    is_likely_target,
    likely_statuses,
    may_tell_status,
    tells_of_now_or_then,
    without_aimed_year,
)
from summarizer.rules.measures import is_only_time, measure_end, subject_end
from summarizer.rules.scanning import numbers_matching, signs_at, skipping_to
from summarizer.rules.standings import is_set, open_standings
from summarizer.rules.words import cued
from summarizer.schema import Quantity

_HAN_OR_CAPITAL = r"[^\W\da-z_]"
"""A character of ICU病房, as a pattern; like `HAN` it spares `re` the map of a range."""

HOSPITAL_GRADE = "医院等级"
"""The name of a target for a whole hospital's grade (contract, "Rulings")."""

# What a deadline can begin with, and that one of its signs follows: looked at before its grammar is tried.
_BEGINS_DEADLINE = (
    r"(?=[力争确计预到至在于用未今通利约大备来满\d一二两三四五六七八九十"
    r"明后本首整协合托支帮共建任期年届同再第签周轮这新次“])"
)
_HOLDS_DEADLINE = r"(?=[^,。;年月期届轮季周终走完收时末]*+[^,。;])"
_A_DEADLINE = (
    r"(?:"
    r"[到至在]?(?:协议|合作|托管|支援|帮扶|共建|合同|签约"
    r"|建设)?(?:之?后)?(?:的)?第[一二三四五六七八九十]+个?年度?(?:年?[底末])?(?:之?前)?"
    r"|[到至在]?(?:(?:本|首|这一|新一)?(?:轮|个?周期|届)(?:结束|届满|期满|到期)|到期"
    r"|期限届满)(?:之?[时前后]|之时|以前)"
    r"|[到至在于]?(?:本|整个)?(?:协议|合作|托管|支援|帮扶|共建|合同|任务|期限)(?:终了|终止|走完|完结|收官|一?到期|期限一到)(?:[时前后]|之时|之前|那[天年])?"
    r"|[到至在]?[明后来]年(?:这个时候|的?今天|(?:年?[初中]|[春夏秋冬][天季]?|[上下]半年|\d{1,2}月|[一二三四五六七八九十]{1,2}月)(?:[底初中末])?(?:之?前|以前)?)"
    r"|第[一二三四五]个?(?:合同|协议|合作|托管|帮扶|支援)?年度?(?:年?[末底])?"
    r"|(?:备忘录|协议|合同)?(?:届满|期满|到期)之?前"
    r"|满[一二两三四五六七八九十半]年(?:之?[时后际]|之时)"
    r"|[一二两三四五六七八九十]年(?=见分晓|见效|见真章|交卷|交账)"
    r"|年(?<![\d一二两三四五六七八九十多近几半]年)内|"
    r"(?:力争|争取|确保|计划|预计)?[到至在于]?(?:20\d\d"
    r"|1[0-3]\d(?=年[底末]))年(?:(?:\d{1,2}月(?:\d{1,2}日)?|[上下]半年|[一二三四]季度)?[底末]?(?=之?前|以前|底"
    r"|末)[底末]?|[底末]|年底"
    r"|年末)?(?:之?前|以前|前后)?"
    r"|[到至在]?(?:明年|(?<![今以]后)后年)(?:此时|年?[底末初]|\d{1,2}月[底末]?|[上下]半年|[一二三四]季度|[春夏秋冬][天季]?)?(?:之?前)?"
    r"|[到至在]?[今本]年(?:年?[底末]|[四4]季度|下半年)?(?:之?[前内])?(?=[,要将通建达创完力新开推引冲拿晋升挂]|$)"
    r"|次年(?<![每历台人]次年)|首年|到那时"
    r"|(?:再?用|在|力争|争取|未来|今后|通过|利用)?(?:约|大约)?(?:[一二两三四五六七八九十]{1,2}"
    r"|\d{1,2})(?:至(?:[一二两三四五六七八九十]|\d))?(?:年|个月|个季度|个?周期)(?:左右|时间)?(?:之?内"
    r"|以内|里|的?时间(?:里|内)|期满[时后前]?|[之以]?后)"
    r"|[到至在]?(?:本|首个|整个|[一二两三四五六七八九十\d]+年(?:的)?)?(?:协议|合作|托管|支援|帮扶"
    r"|共建|建设|合同|任务|协作)?(?:期满|期限届满|期内|期间|期末|期结束)(?:[时后前]|之前|之时)?"
    r"|年[底末](?:之?前)?|届时|同期"
    r"|20\d\d[-至~—]+20?\d\d年|“?十[三四五六]五”?(?:末|期末|期间))"
)
_DEADLINE = late(_BEGINS_DEADLINE + _HOLDS_DEADLINE + _A_DEADLINE, spell_out=True)
_TASK = late(
    r"目标|任务|指标|要求|商定|成绩单|答卷|考卷|约定|承诺|军令状|责任书|责任状|清单|协议|力争|争取|确保|将|须"
    r"|必须|要(?<![重主需]要)(?!求|点)"
)
_FREQUENCY = late(r"每(?:个|一)?(?:年度?|月|季度?|周|批)|年均|逐年|各年度")
_NO_TARGET_UNITS = frozenset(
    [
        "个人",
        "名",
        "位",
        "人",
        "期",
        "场",
        "场次",
        "批",
        "批次",
        "轮",
        "次",
        "元",
        "万元",
        "亿元",
        "美元",
        "亩",
        "㎡",
        "m²",
        "平方米",
        "公里",
        "千米",
        "米",
        "床",
        "张",
        "张床",
        "张床位",
        "岁",
        "周岁",
        "辆",
        "套",
        "份",
        "本",
        "支",
        "组",
        "队",
        "课时",
        "学时",
        "步",
        "条",
        "部",
        "间",
        "对",
        "只",
        "倍",
        "秒",
        "人份",
        "人天",
    ]
)
_SELDOM_TARGET_UNITS = frozenset({"件", "家", "所", "台", "台次"})
"""No target either, but for patents, members of an alliance and operations (`_is_no_measure`)."""
_PROJECT_UNITS = frozenset({"项", "个", "种", "类", "样", "例", "例次", "起", "门"})
_TIME_UNITS = frozenset({"天", "分钟", "小时", "个工作日"})
_BUILT = (
    rf"(?:{HAN}{{0,12}}?(?:新技术|新项目|新业务|适宜技术|技术|项目|空白|标准|专科|学科|科室|专病|病种|术式|手术|课题"
    r"|论文|疗法|硕士点|博士点|学位点|新本事|品种|制剂|医案|专利|标准|教材|诊疗中心|中心|中医馆|专业|病区|门诊|工作室|示范点|基地|成果|检测)(?:、?(?:或|和|及"
    r"|与)?(?:新技术|新项目|适宜技术|技术|项目|中心|科室|专科))*)"
)
_BUILT_AFTER = late(rf"(?:以上|左右)?(?:的)?(?P<name>[^,。;:、\d]{{0,24}}{_BUILT}(?:、新项目)?)")
_BUILDS = late(
    r"建|打造|发展|培育|增|开展|推广|引进|达到|创|扶持|完成|掌握|开设|实现|申报|填补|突破|孵化|形成"
    r"|成为|设立|组建|实施|开发|做[强优大]|启动|拿[下出]|新开|开出|研发|研制|推开|铺开|拿出|配齐|学会|会做|整理|取得|发表|获批|立项|编写|制定"
)
_VERB = (
    r"(?:分别|均|都|则|要|须|需|应|将|可|能|力争|争取|确保|再|也|总体|整体|稳步|逐步|实现|双双|必须|应当"
    r"|要求|至少)*(?:达到?|提高(?:到|至)?|提升(?:到|至)?|提(?:到|至)|上升(?:到|至)?|增长(?:到|至)?|增加(?:到|至)?"
    r"|升(?:到|至)|降(?:低|到|至|为)*|下降(?:到|至)?|减少(?:到|至)?|压(?:缩|减|降)?(?:到|至)|缩短(?:到"
    r"|至|为)?|回升[到至]|压(?=一半)|[抬拉推压控提缩升]{1,2}(?:高|低|短)?[到至]|控制在|稳定(?:在|到)|保持(?:在)?|维持在|突破|完成|占(?:到)?(?!比)|为|是|扩大到|做到"
    r"|缩小?到|发展到|扩充到|拓展到|覆盖到|翻|(?<=年)[增降涨])?(?:了)?"
)
_TO_REACH = late(_VERB)
_TAIL = late(rf"(?:{_VERB}|必须|必需|须|合计|上|在|还|年均|平均|每年|每月|全年)*$")
_NOW = late(r"(?<![从由自])(?:眼下|目前|现在|当前|去年|如今|现有|现状)")
_HOLDS_DOWN = late(r"(?:控制|稳定|保持|压|压缩|压减|降|降低|缩短|下降)(?:在|到|至)$")
_DIRECTION = late(
    r"(?:减少|降低|下降|减|降|少(?=一半)|压(?=一半)|压减|缩短|增长|提高|提升|增加|上升|增|上浮)(?!到|至|为)"
)
_MEASURE = late(
    r"(?:课题|论文|专利|强度|率|量|占比|比例|比重|次数|数|时间|时长|住院日|费用|满意度|指数|得分|评分|CMI|值|病种|手术"
    r"|从?[^,。;]{1,10}到[^,。;]{1,10}|中位数|技术|项目|业务|病人|患者|报告|比|水平|收入|人次|天数|例数|能力|种类|覆盖"
    r"|份额|间隔|周转)$"
)
_BASELINE = late(
    r"(?:只有|仅有?|才|不过|刚刚?|去年|目前|现在|现有|原来|当前|现为|现在是|眼下|上年|(?<![到至])20\d\d年)(?:是"
    r"|为|的|仅|只有)*$|(?:由|从)$|(?:由|从)[^,。;]{0,6}(?:过去|此前|以前|原先|如今|现在|眼下|目前|当前|今天)的?$"
)
_GOAL_VERB = (
    r"(?:建设?成为?|创建?成为?|变成|创建|争创|达到?|晋升(?:为|成|到)?|晋级|升级?(?:为|成|到)|迈入|跻身|进入"
    r"|步入|迈进|打造(?:成为?)?|成为|建设|建起|建立|组建|获评|评上|评为|创(?=[三二国省市县])|成功创建"
    r"|够(?:得)?上|跨[入进]|踏[入进]|站上|迈上|冲[刺上]|获批(?:为|成为)?|获得|取得|进(?=[三二]级)|升(?=[三二]级)"
    r"|带成|建成|办成|做成|长成|建到|拿下|拿到|摘下|摘得|摘取|捧回|办成|做成|完成|建好|申报|入选|挂上|列入|培育成?"
    r"|发展成?为?|升格为"
    r"|建(?=[起立设]?[一二两三\d国省市县胸卒创]))(?:了)?"
)
_GRADE = (
    r"(?:(?:国家|省级?|市级?|全国)?(?:三级|二级|一级|三甲|二甲|三乙|二乙)(?:[甲乙丙](?:等"
    r"|级))?(?:的)?(?:现代化|综合性?|中医|中西医结合|民族医|民族|[蒙藏壮苗彝维傣回]吾?尔?医(?=医院)|专科"
    r"|妇幼保健|儿童|妇产|公立|县级"
    r"|医疗)*(?:水平)?(?:的)?(?:医院|保健院|卫生院|院|机构)?(?:的)?(?:等级|水平|标准|行列|要求|评审标准"
    r"|评审|建设标准|服务能力)*"
    r"|社区医院(?:建设)?(?:标准|水平)?|(?:国家|“?优质服务基层行”?)[^,。;]{0,6}(?:推荐|基本)标准"
    r"|(?:甲级|一级甲等)卫生院)"
)
_RANK = r"(?:国家级?|省(?:市)?级|省|市级|市|州级|州|县级|自治区级|自治区|区域(?:性)?|区级|地市级|国内|院级|国际)"
_SPECIALTY = (
    rf"(?:{_RANK})*(?:临床|医学|中医|中医药|特色)*(?:重点(?:建设|培育|扶持|发展)?|特色|品牌|优势|示范"
    rf"|薄弱)(?:性)?(?:中医|临床|医学|专病|护理)*(?:专科|学科|科室|专病|实验室|专业|病区)(?:建设单位"
    rf"|建设项目|水平|标准|行列)?"
)
_CENTRE = (
    r"(?:胸痛|卒中|创伤|危重(?:症)?(?:孕产妇|新生儿|儿童)(?:和新生儿)?|孕产妇|新生儿(?:危重|重症)?"
    r"|危急重症|急危重症|房颤|心衰|高血压(?:达标)?|心血管疾病|脑血管病|肿瘤(?:防治)?|癌症"
    r"|代谢(?:性疾病|病)?|呼吸(?:与危重症医学)?|PCCM|VTE|糖尿病|慢病(?:管理)?|血液透析|急诊急救|急救"
    r"|微创(?:外科|诊疗)?|内镜(?:诊疗)?|康复(?:医学)?|介入(?:诊疗)?|静配|中毒|烧伤|生殖医学|消化内镜"
    r"|影像诊断|医学影像|病理诊断|心电诊断|检验|区域医疗|临床技能培训|医学检验)"
    r"(?:防治|诊疗|诊治|救治|治疗|管理|诊断|培训|透析|会诊)*(?:中心(?!医院)|单元|救治单元|救治点|站)"
)
# 省级肿瘤精准诊疗重点实验室, 国家级住院医师规范化培训基地: a rank, what it is for, and what it is.
_PLATFORM = (
    rf"(?P<rank>(?:{_RANK}|国家)+)(?P<platform>(?:(?!建设|打造|创建|达到){HAN}){{0,14}}?(?:重点实验室|实验室"
    rf"|(?:培训|实践|教学|示范|实训|研究|创新)基地"
    r"|(?:(?:临床)?研究|培训|医学|质控|诊疗|分)中心(?!医院)|创新平台))"
)
_PASS = (
    r"(?:通过|拿下|拿到|获得|取得|建到|达到)(?:了)?(?P<pass>[^,。;、]{0,14}?"
    r"(?:认证|验收|评审|认可|评估|评定|复审|复评|复核|备案|校验|测评|考核认定)(?:的?标准|[^,。;、]{0,2}))"
)
_GOAL = late(
    rf"(?P<verb>{_GOAL_VERB})(?P<gap>[^,。;:]{{0,14}}?)(?P<goal>{_PLATFORM}|(?P<grade>{_GRADE})|(?P<specialty>{_SPECIALTY})"
    rf"|(?:{_RANK})?{HAN}{{0,8}}?{_CENTRE}(?:建设)?(?:标准)?)",
    spell_out=True,
)
_PASS_GOAL = cued("认证|验收|评审|认可|评估|评定|复审|复评|复核|备案|校验|测评|考核认定", _PASS)
# 电子病历系统应用水平达到|5级: graded by itself, not as a hospital is.
_LEVELLED_NAME = r"(?:电子病历|互联互通|智慧(?:服务|管理|医院|医疗))"
_LEVELLED = cued(
    "电子病历|互联互通|智慧",
    rf"(?P<name>{_LEVELLED_NAME}[^,。;、\d]{{0,14}}?)"
    r"(?:,?[^,。;、\d]{0,8}?[从由](?:国家)?[零一二三四五六七八\d]级)?(?:要|须|将|力争)*(?:达到?"
    r"|通过|升至|升到|晋升|提升到|评上)"
    r"(?P<goal>(?:国家)?[一二三四五六七八\d]级(?:甲等|乙等)?[^,。;、]{0,4}?|[四五六]级)(?=[,。;、]|水平|标准"
    r"|评审|测评|$)",
)
_BREAKTHROUGH = late(r"(?P<verb>实现|取得|有)?(?P<goal>[“\"]?零的?突破[”\"]?)")
# 《合作共建国家区域医疗中心协议》 names a paper, not what is to be reached.
_TITLES = late(r"《[^《》]*》")
_CENTRE_ONLY = late(_CENTRE)
# A department or ward to be set up counts where a deadline makes it checkable.
_SETTING_UP = r"(?:建成|建好|建立|建起|组建|开设|设立|开出|筹建)"
_SETS_UP = late(_SETTING_UP)
_NEW_UNIT = late(
    rf"{_SETTING_UP}(?:了)?(?:标准化|规范化|独立|县级|一个"
    rf"|全县首个)*的?(?P<name>(?!{_CENTRE})(?:{DEPARTMENT}|{_HAN_OR_CAPITAL}{{2,10}}?(?:病房|病区|监护室"
    rf"|透析室|调配中心|示范病房)))(?=[,，、。;和]|$)"
)
_NEXT_CENTRE = late(rf"(?:、|和|及|与|以及)(?P<rank>{_RANK})?(?P<name>{_CENTRE})")
_IS_GRADE = late(_GRADE)
_NAMED_UNIT = rf"(?:{_HAN_OR_CAPITAL}{{1,14}}?(?:科|学科|中心|实验室|病区|门诊|专科|单元|血站|室)(?!研|技|教|学))"


_Deadline = tuple[SentenceView, Span]
"""A deadline, and the sentence it stands in."""


class _Frame(NamedTuple):
    """What a sentence is read in: the deadline of the list it goes on with, and the year of the article."""

    deadline: _Deadline | None
    year: int | None


class _Found(NamedTuple):
    """A target in its sentence, offsets in the sentence (`name` may be a fixed one)."""

    view: SentenceView
    position: Span
    name: str
    name_span: Span | None
    quantity: QuantityMention | None
    goal: Span | None
    frequency: Span | None
    deadline: _Deadline | None
    told_before: Span | None = None
    """Where the name stands in the article when the sentence only points back at it (这个数)."""


def find_targets(
    article_text: str, sentences: Sequence[Sentence], *, published: date | None = None
) -> list[ExtractedTarget]:
    """Find the targets of the agreement that `sentences` tell of.

    Args:
        article_text: the cleaned text.
        sentences: those that belong to the agreement, in order.
        published: when the article came out; a bare year (2022年，…) lies ahead of it or behind.

    Returns:
        One item for each measure and each grade or status, with exact evidence; none twice.
    """
    views = sentence_views(article_text, sentences)
    found = list(_in_tables(views)) if "\t" in article_text else []
    year = published.year if published else None
    narrowed = views[0].article if views else ""
    measured = numbers_matching(_MEASURED_IN, narrowed, sentences)
    graded = numbers_matching(_STATUS_WORD, narrowed, sentences)
    worth_reading = measured | graded
    for index, view in enumerate(views):
        if view.number in worth_reading and _speaks_of_targets(view):
            frame = _Frame(_carried_on(views, index), year)
            targets = list(_numbers(view, frame)) if view.number in measured else []
            found += targets
            if view.number in graded:
                found += _grades(view, list(_statuses(view, frame)), targets, frame)
    return [_item(article_text, target) for target in _distinct(found)]


_CARED_FOR_WORDS = ("收治", "救治", "筛查", "接诊", "留住")
_VOLUME_WORDS = ("断量", "查量", "务量", "测量", "疗量", "术量", "验量", "诊量")
_MEASURED_BY_WORD = ("人次", "半数", "指数", "强度", "MI", "DD", *_CARED_FOR_WORDS, *_VOLUME_WORDS)
# What a number that is measured can't be without: a measure word of targets behind its last sign, or what that leaves
# out: 零, 值, a word. `re` skips to the class it begins with: the last signs of all these.
_MEASURED_IN = late(
    rf"[%‰成项个例起家所台门种类样篇件分小天/半万零值{signs_at(-1, _MEASURED_BY_WORD)}]"
    r"(?:(?<=[\d零〇一二两三四五六七八九十百千万亿廿卅余多来过\s].)(?!月)|(?<=[零值])"
    rf"|(?<=[{signs_at(0, _MEASURED_BY_WORD)}].)(?<={'|'.join(_MEASURED_BY_WORD)}))"
)

# What each of the grammars of `_statuses` and `_likely_statuses` has in it; nine sentences of ten hold none.
_STATUS_WORDS = (
    *("重点", "特色", "品牌", "优势", "示范", "薄弱", "中心(?!医院)", "单元", "站", "救治点", "基地", "平台", "实验室"),
    *("三级", "二级", "一级", "三甲", "三乙", "二甲", "二乙", "社区医院", "标准", "甲级"),
    *("建成", "建好", "建立", "建起", "组建", "开设", "设立", "开出", "筹建", "电子病历", "互联互通", "智慧", "突破"),
    *("认可", "评定", "测评", "认定", "备案", "校验", "复评", "复核", *LIKELY_STATUS_WORDS),
    # What only `open_standings` knows.
    *("星级", "称号", "牌子", "牌匾", "铜牌", "友善", "爱婴"),
)
_STATUS_WORD = late(skipping_to(_STATUS_WORDS))


def _carried_on(views: Sequence[SentenceView], index: int) -> _Deadline | None:
    """The deadline of a ；-list: the last one that the sentences before told, as long as they speak of targets."""
    while index > 0 and views[index].previous.endswith(";") and _speaks_of_targets(views[index - 1]):
        index -= 1
        if told := _deadlines(views[index].text):
            return views[index], told[-1]
    return None


@lru_cache(maxsize=256)
def _deadlines(text: str) -> tuple[Span, ...]:
    """The deadlines of a sentence; many targets ask for the same."""
    return tuple(Span(*match.span()) for match in _DEADLINE.finditer(text))


# Two patterns, each of which lets `re` skip ahead: a class beside words in one alternation does not.
_NUMBERED = late(r"[\d一二两三四五六七八九十零%成]")
_GRADED = late(
    r"重点|特色|中心|认证|验收|评审|准入|资质|名单|翻|减半|标准|复评|复审|复核|牌子|牌匾|示范|称号|国家级|省级|市级|认可|评定"
)


def _speaks_of_targets(view: SentenceView) -> bool:
    text = view.text
    if not (_NUMBERED.search(text) or _GRADED.search(text)) or "\t" in text:
        return False
    if is_policy(text) or (is_hope(text) and not _AGREED_HOPE.search(text)):
        return False
    if is_citywide(text) and not (is_agreed(view) or _AGREED_AIM.search(view.lead[-60:] + text)):
        return False
    return not is_background(text) or bool(_deadlines(text)) or is_set(text)


# 协议期望两年内减少三成; 至于目标，…全市跨省就医人次下降25%: what the two sides have put down is theirs, however wide.
_AGREED_HOPE = late(r"(?:协议|合同|备忘录|约定)[^,。;]{0,4}(?:希望|期望|期待|期盼)")
_AGREED_AIM = late(
    r"协议[^,。;]{0,6}(?:约定|写|定|目标|期望|要求|明确|规定)|双方(?:约定|商定|确定|同意)|目标[,:]|责任[书状]"
)


def _numbers(view: SentenceView, carried: _Frame) -> Iterator[_Found]:
    for quantity in _quantities(view):
        unit = quantity.quantity.unit
        if unit not in _NO_TARGET_UNITS or _counts_patients(view.text, quantity) or _counts_volume(view.text, quantity):
            target = _measured(view, quantity, carried)
            if target is not None:
                yield target


# 每年收治不少于|300名|放疗病人
_PATIENTS = late(r"(?:以上)?的?(?P<name>[^,。;、\d]{0,8}?(?:病人|患者|患儿|产妇|孕妇|病患|老人|居民))(?=[,。;、]|$)")
_CARED_FOR = late(rf"(?:{'|'.join(_CARED_FOR_WORDS)})[^,。;、]{{0,6}}$")
# 远程心电诊断量|不低于1万份: a volume is one whatever it is counted in.
_VOLUME = late(rf"(?:{'|'.join(_VOLUME_WORDS)})[^,。;、\d]{{0,6}}$")


def _counts_volume(text: str, mention: QuantityMention) -> bool:
    if mention.quantity.unit not in ("份", "次", "人", "张", "名"):
        return False
    return _VOLUME.search(text, max(0, mention.span.start - 14), mention.span.start) is not None


def _counts_patients(text: str, mention: QuantityMention) -> bool:
    if mention.quantity.unit not in ("名", "人", "位", "个人"):
        return False
    cared_for = _CARED_FOR.search(text, max(0, mention.span.start - 14), mention.span.start)
    return cared_for is not None and _PATIENTS.match(text, mention.span.end) is not None


def _grades(
    view: SentenceView, statuses: Sequence[_Found], measured: Sequence[_Found], carried: _Frame
) -> Iterator[_Found]:
    """The grades and statuses that are no part of a target with a number."""
    for target in (*statuses, *_likely_statuses(view, [*statuses, *measured], carried)):
        goal = target.goal
        if goal is None or not any([m.position.start <= goal.start < m.position.end for m in measured]):
            yield target


# Numbers


def _quantities(view: SentenceView) -> Sequence[QuantityMention]:
    without_unit = list(_without_unit(view.text))
    if not without_unit:
        return view.quantities()
    return sorted([*view.quantities(), *without_unit], key=lambda m: m.span)


def _without_unit(text: str) -> Iterator[QuantityMention]:
    """降为|零, CMI值达到|1.0以上: numbers without a measure word."""
    if "零" in text:
        for match in _ZERO.finditer(text):
            yield QuantityMention(Span(*match.span()), match[0], Quantity(op="eq", value=0))
    for match in _HALF_LESS.finditer(text) if "半" in text else ():
        yield QuantityMention(Span(*match.span()), match[0], Quantity(op="eq", value=50, unit="%"))
    for match in _HALF.finditer(text) if "半" in text else ():
        read = parse_quantity(match["half"])
        if read is not None:
            yield QuantityMention(Span(*match.span("half")), match["half"], read)
    bare = list(_INDEX.finditer(text)) if holds_any(text, _INDEX_WORDS) else []
    for match in [*bare, *_TEN_THOUSANDS.finditer(text)] if "万" in text else bare:
        read = parse_quantity(match["number"])
        if read is not None:
            yield QuantityMention(Span(*match.span("number")), match["number"], read)


_ZERO = late(r"(?<=[降归清][为到至])零|(?<=[降归清])零(?=[,。;])")
# 三、四级手术占比|过半
_HALF = late(
    r"(?<=[率比重例])(?:要|须|将|力争)*(?:达到?|占到?|提高到|占)?(?P<half>(?:超?过)(?:一半|半数?)|(?:半数"
    r"|一半)(?:以上)?)"
)
# 外出就医的人少|一半
_HALF_LESS = late(r"(?<=[少低降减压])一半(?!以上)")
# 门急诊人次|突破40万
_TEN_THOUSANDS = late(
    r"(?:人次|量|病人|患者|数)(?:要|须|将|力争)*(?:[从由]\d+(?:\.\d+)?万)?(?:达到?|增至|涨到|升[到至]|增加到|提高到)?(?P<number>(?:突破|超过|不低于"
    r"|不少于)?\d+(?:\.\d+)?万)(?=[,。;、]|$)"
)
_INDEX_WORDS = ("值", "指数", "CMI", "强度", "DDD")
# CMI值达到|1.0以上: an index has no measure word.
_INDEX = late(
    r"(?:CMI|指数|值|强度|DDDs?)\)?(?:[由从自]\d+\.\d+)?[^,。;\d过]{0,6}?(?P<number>(?:不低于|超过|高于|不高于|低于|过|破)?(?:\d+\.\d+|(?<=[过破于])\d+|\d+(?=以[上下内]|DDD))(?:DDDs?)?(?:以上|以下|以内|左右)?)(?![\d%‰])"
)


def _measured(view: SentenceView, mention: QuantityMention, carried: _Frame) -> _Found | None:
    unit, text = mention.quantity.unit or "", view.text
    clause = view.clause_at(mention.span.start)
    if _is_no_measure(text, clause, mention) or _in_paper(text, mention.span.start):
        return None
    if is_dated_before(text[clause.start : mention.span.start], carried.year):
        return None
    if not (_looks_ahead(view, clause, mention, carried) or is_likely_target(view, clause, mention)):
        return None
    if _tells_how_it_is(text, clause, mention) or _tells_of_then(view, clause, mention, carried.year):
        return None
    if (told := _raised(view, mention) or _done_within(text, mention)) is not None:
        return _found(view, told, mention, None, carried)
    if (rank := _of_another_rank(text, mention)) is not None:
        return _found(view, rank[0], mention, rank[1], carried)
    names = _names(view, clause, mention)
    name = next((name for name in names if name is not None and _fits(text, name, mention)), None)
    if name is not None and unit in _TIME_UNITS and len(name.slice(text)) < 4 and name.start < mention.span.start:
        name = _process_before(text, name) or name
    if name is None:
        return None
    goal = _status_in(text, Span(mention.span.end, name.end)) if name.start >= mention.span.end else None
    direction = _direction(text, mention) if goal is None else None
    if unit in _PROJECT_UNITS and _PEOPLE_AFTER.match(text, mention.span.end, clause.end):
        return None
    found = _found(view, name, mention, goal or direction, carried)
    return _named_before(found) if _ANAPHOR.fullmatch(found.name) else found


# 现在是|79%, 从每年|不足20台, 差的那|四个点, 二百|多|万人次: how things are; nobody promises an odd hundred.
_AS_IT_IS = late(r"(?:由|从|自(?=现|目前|当))(?:(?!缩|升|降|提|减|压|增)[^,。;\d到至为]){0,6}$|[那这]$")


def _tells_how_it_is(text: str, clause: Span, mention: QuantityMention) -> bool:
    before = text[max(clause.start, mention.span.start - 14) : mention.span.start]
    if _AS_IT_IS.search(before) or (_BASELINE.search(before) and "20" not in before[-8:]):
        return True
    return mention.quantity.op == "gt" and ("余" in mention.wording or "多" in mention.wording)


# 一年多来，…开展新技术27项; 共选派41名…，开展32项: a report, unless the clause itself sets what is to come.
_THEN = late(
    r"前后派|陆续派|共计?(?:选?派|完成|开展|诊疗|接诊|收治)|累计(?:选?派|完成|开展|诊疗|接诊|收治)|年多?来(?!自|到)|月多?来(?!自|到)|天多?来(?!自|到)|短短"
    r"|运行[一二两三半]年|以来|据统计|彼时|回忆|成效|较[^,。;]{1,8}前|比[^,。;]{1,8}前|较上[年月]|较目标|同比|月(?<=\d[-—~]\d月)|前\d{1,2}个月"
    r"|已(?!经?签)|20\d\d年至20\d\d年"
)


def _tells_of_then(view: SentenceView, clause: Span, mention: QuantityMention, year: int | None) -> bool:
    before = view.text[: mention.span.start]
    if _THEN.search(before) is None and "成效" not in view.previous:
        return False
    return not (_bounded(mention) or is_set(clause.slice(view.text)) or _deadline_to_come(before, year))


def _names(view: SentenceView, clause: Span, mention: QuantityMention) -> Iterator[Span | None]:
    """Where the name of what is measured may stand, the likeliest place first."""
    text, at = view.text, mention.span.start
    built = mention.quantity.unit in _PROJECT_UNITS and _BUILDS.search(text, max(clause.start, at - 6), at + 8)
    # 每个社区中心至少|建成1个|特色科室: what is built stands after the number, who builds it before.
    beside = (_name_after, _name_before) if built else (_name_before, _name_after)
    for find in beside:
        yield find(text, clause, mention)
    yield _name_in_clause_before(view, clause, mention)


_PEOPLE_AFTER = late(r"[^,。;]{0,6}(?:专家|医[师生]|人员|护士|学员|名额)")
# 心梗病人从进门到球囊扩张|，时间|不超过90分钟: what takes the time is told before.
_PROCESS = late(r"(?:^|[,;:。])(?P<name>[^,;:。\d]{2,18}),$")
# 从申请到发血，|急诊|不超过20分钟
_FROM_TO = late(r"(?:^|[,;:。])(?P<name>[^,;:。\d]{1,10}到[^,;:。\d]{1,8}),$")


def _process_before(text: str, name: Span) -> Span | None:
    grammar = _PROCESS if name.slice(text) in ("时间", "时长", "用时") else _FROM_TO
    process = grammar.search(text, 0, name.start)
    return _trimmed(text, Span(*process.span("name"))) if process else None


# 《健康行动》提出…: the paper of somebody else.
_PAPER = late(
    r"《(?![^《》]*(?:协议|合同|责任书|备忘录|意向书|章程|清单))[^《》]*》[^,。;]{0,6}(?:提出|要求|明确|指出|规定|确定)"
)


def _in_paper(text: str, before: int) -> bool:
    return "《" in text and _PAPER.search(text, 0, before) is not None


_COUNTED_AFTER_ALL = cued(
    "成员|联盟单位|协作单位|网点|社区医院|手术|置换|移植|切除|介入",
    r"(?P<houses>(?:成员|成员单位|成员医院|联盟单位|协作单位|网点|社区医院)(?:数量|总数|数)?[^,。;\d]{0,6}$)"
    r"|(?P<operations>(?:手术|置换|移植|切除|介入)(?:量|台数|台次)?(?:[^,。;\d]{0,6}|,[^,。;\d]{0,8})$)",
)


_TO_BUILD = late(r"(?:建|建成|建设|创建?成?|打造|新增|发展|吸纳|扩充)$")
_HOUSES = cued(
    "社区医院|卫生院|成员单位|村卫生室|分中心|联合门诊|联合病房",
    r"(?P<name>[^,。;、\d]{0,8}?(?:社区医院|卫生院|成员单位|村卫生室|分中心|联合门诊|联合病房))",
)


_PART_OF_MEASURE = late(r"[^,。;]{1,6}(?:率|占比)")
_PATENTS = late(r"(?:专利|著作权)[^,。;、\d]{0,6}$")


def _is_no_measure(text: str, clause: Span, mention: QuantityMention) -> bool:
    """Units of things that are no targets; but 联盟成员扩大到20家 and 年手术量突破3000台 are targets."""
    unit = mention.quantity.unit or ""
    if unit == "小时" and mention.quantity.op == "eq" and mention.quantity.value == 24:
        # 24小时值班 says that it never closes.
        return True
    if unit in _TIME_UNITS and _PART_OF_MEASURE.match(text, mention.span.end):
        # 2小时内|报告率: the time is part of what is measured.
        return True
    if unit not in _SELDOM_TARGET_UNITS:
        return False
    if unit == "件":
        return _PATENTS.search(text, clause.start, mention.span.start) is None
    low = max(0, mention.span.start - 24) if unit in _OPERATION_UNITS else clause.start
    told = _COUNTED_AFTER_ALL.search(text, low, mention.span.start)
    if told is None:
        built = _HOUSES.match(text, mention.span.end) and _TO_BUILD.search(text, clause.start, mention.span.start)
        return unit not in ("家", "所") or not built
    return unit not in (("家", "所") if told["houses"] else ("台", "台次"))


_RANKED = late(_RANK)
# 有2个|学科进入|自治区级临床重点专科行列: the number counts what carries the status.
_RAISED = late(
    rf"(?:学科|科室|专科|专业|病种|中心)?(?:要|须|将|力争|争取)?(?:进入|成为|建成|获批|获评|评为|入选|达到|通过"
    rf"|列入|跻身|升级?为?|晋升为?|创成|创建成?为?)"
    rf"(?:为)?(?P<status>{_SPECIALTY}|(?:{_RANK})+{HAN}{{0,8}}?{_CENTRE})"
)


def _raised(view: SentenceView, mention: QuantityMention) -> Span | None:
    if mention.quantity.unit not in _PROJECT_UNITS:
        return None
    match = _RAISED.match(view.text, mention.span.end)
    if match is None or not _RANKED.match(match["status"]):
        return None
    return Span(*match.span("status"))


# 建成2个省级、3个|市级中医重点专科; 省级|临床重点专科|3个、市级8个: one noun for both ranks.
_NOUN_LATER = late(
    rf"(?P<rank>{_RANK})[、和及](?:[\d一二两三四五六七八九十]+[个项])?(?={_SPECIALTY})(?:{_RANK})(?P<noun>[^,。;、\d]{{2,14}})"
)
_NOUN_EARLIER = late(
    rf"(?:{_RANK})(?P<noun>(?:(?!{_RANK})[^,。;、\d]){{2,12}})(?:[\d一二两三四五六七八九十]+[个项](?:以上)?)[、和及](?P<rank>{_RANK})$"
)


# 重点学科（省级2个、市级|5个）
_NOUNS_BEFORE = (
    _NOUN_EARLIER,
    late(
        rf"(?P<noun>(?:(?!批|个){HAN}){{0,4}}(?:专科|学科|科室|中心"
        rf"|专病))[(（](?:(?:{_RANK})[\d一二两三四五六七八九十]+[个项](?:以上)?[、和及])*(?P<rank>{_RANK})$"
    ),
)


def _of_another_rank(text: str, mention: QuantityMention) -> tuple[Span, Span] | None:
    """The noun that the number shares with another one, and the rank of its own."""
    if mention.quantity.unit not in _PROJECT_UNITS:
        return None
    low = max(0, mention.span.start - 32)
    match = _NOUN_LATER.match(text, mention.span.end)
    match = match or next((m for p in _NOUNS_BEFORE if (m := p.search(text, low, mention.span.start))), None)
    return (Span(*match.span("noun")), Span(*match.span("rank"))) if match else None


# 须在20分钟以内|出具|远程眼底诊断报告; 15分钟内|响应: what is done in the time stands after it.
_DONE_WITHIN = late(
    r"(?:之?内)?(?:要|须|就|能|可|必须|都)*(?P<deed>(?:出具?|完成|开通|送达|到达|到位|响应|反馈|启动|回复|发出"
    r"|给出|作出|上传|审核|接诊|处置)(?P<object>[^,。;、\d]{2,16})?)(?=[,。;、]|$)"
)


def _done_within(text: str, mention: QuantityMention) -> Span | None:
    if mention.quantity.unit not in _TIME_UNITS or mention.quantity.op not in ("le", "lt"):
        return None
    match = _DONE_WITHIN.match(text, mention.span.end)
    # 48小时内出|报告: a word this short names nothing; who does it stands before the number.
    return Span(*match.span("object")) if match and match["object"] and len(match["object"]) > 2 else None


_ANAPHOR = late(r"(?:这|该|此)一?(?:个|项)?(?:数字?|比例|比率|占比|指标|数据|数值)")
_MEASURED = late(rf"{HAN}{{2,14}}?(?:率|占比|比例|比重|住院日|满意度)(?=[\W\da-zA-Z_]|只|为|达|仅|是|由|从|不|还|在)")


def _named_before(found: _Found) -> _Found | None:
    """…中医门诊占比只有一成二。三年之内，|这个数|要提到三成: the measure told last is meant."""
    lead = found.view.article[max(0, found.view.start - 120) : found.view.start]
    told = list(_MEASURED.finditer(lead))
    if not told:
        return None
    offset = found.view.start - len(lead)
    name = _trimmed(found.view.article, Span(offset + told[-1].start(), offset + told[-1].end()))
    if name is None:
        return None
    return found._replace(name=name.slice(found.view.article), name_span=None, told_before=name)


def _looks_ahead(view: SentenceView, clause: Span, mention: QuantityMention, carried: _Frame) -> bool:
    text = view.text
    here = without_aimed_year(without_old_value(clause.slice(text)))
    years = _years_from_now(text, mention.span.start, carried)
    if years is not None and years != 0 and not is_done(here):
        return years > 0 or _MUST.search(here) is not None
    if carried.year is None and _opening_years(text, mention.span.start):
        return _bounded(mention) or _MUST.search(here) is not None or is_agreed(view)
    before = text[max(clause.start, mention.span.start - 14) : mention.span.start]
    if tells_change(clause.slice(text)) and not (_bounded(mention) or _is_framed(view, mention.span.start)):
        return False
    if (
        _BASELINE.search(before)
        or _NOW.search(text, clause.start, mention.span.start)
        or is_done(_without_gains(text, clause, here))
        or is_negated(here)
    ):
        return False
    past = tells_past(view, clause.start) and not (_DEADLINE.search(here) or _aims_at_year(text))
    if is_past(here) or (past and not _bounded(mention)):
        return False
    if is_ceremony(here) or (_is_event(text[: mention.span.start]) and not _bounded(mention)):
        return False
    if mention.wording.endswith(("以内", "以下")) and _HOLDS_DOWN.search(before):
        return True
    if is_agreed(view) and not tells_past(view, clause.start):
        return True
    return _is_asked_for(view, here, mention, carried)


def _is_asked_for(view: SentenceView, here: str, mention: QuantityMention, carried: _Frame) -> bool:
    """A deadline, a bound, a task told before or a word of looking ahead; nothing speaks against it by now."""
    text = view.text
    if _bounded(mention) or carried.deadline is not None or is_forward(text[: mention.span.start]) or is_forward(here):
        return True
    if is_set(here) or any(m[0][-1:] in "内前后末底里时" for m in _DEADLINE.finditer(here) if m[0]):
        return True
    if any("第" in span.slice(text) for span in _deadlines(text) if span.end <= mention.span.start):
        return True
    if view.heading and _TASK.search(view.heading) and _TO_REACH.search(here):
        return True
    return _CALLED_TARGET.search(text, mention.span.end) is not None or _TASKS_TOLD.search(view.lead) is not None


# 须获批…, 三年里…取得发明专利2项: to gain it (`GAINS`) is asked for.
_ASKED = late(
    r"须|必须|要(?!求)|将|力争|争取|确保|[一二两三四五六七八九十\d]年(?:之?内|里|后)|年[底末]?(?:之)?前"
    r"|期[内末满]|届满|有意|备忘录|协议|约定|目标|任务"
)


def _without_gains(text: str, clause: Span, here: str) -> str:
    may_gain = "得" in here or "获" in here
    return GAINS.sub("", here) if may_gain and _ASKED.search(text, 0, clause.end) else here


# 责任状上有四条硬杠杠。一是外转率降到8%；…: what follows is asked for.
_TASKS_TOLD = cued(
    "条|项|个|笔|道|件",
    r"[一二三四五六七八九十]个一(?:批)?”?(?:工程|行动|计划)|"
    r"(?:责任[书状]|协议|任务书|合同|军令状|清单|指标"
    r"|目标)[^。;]{0,16}[一二两三四五六七八九十\d][条项个笔道件][^。;]{0,10}[。:]"
    r"|(?:定下|立下|约定|划[出定])了?[^。;]{0,4}[一二两三四五六七八九十\d][条项个笔道件][^。;]{0,8}(?:目标|指标"
    r"|任务|杠杠|线)[^。;]{0,4}[。:]",
)
# 90%的常见病在镇里解决，|这是联盟的目标
_CALLED_TARGET = cued("目标|指标|任务", r",(?:这|那)?是[^,。;]{0,10}(?:目标|指标|任务)")


# 2022年，门诊量86万人次: a year that opens a clause, and no 到 or 底 beside it, dates what follows.
_OPENING_YEAR = late(r"(?:^|[,;:。])(?P<year>20\d\d)年(?:度|全年)?(?![\d底末内前以起至到的])")


_MUST = late(r"要(?!求|点)|须|应当|力争|争取|确保")


def _years_from_now(text: str, before: int, carried: _Frame) -> int | None:
    """How many years ahead of the article the year lies that opens the clause; None without one."""
    if carried.year is None:
        return None
    told = _opening_years(text, before)
    return told[-1] - carried.year if told else None


def _opening_years(text: str, before: int) -> list[int]:
    return [int(match["year"]) for match in _OPENING_YEAR.finditer(text, 0, before)] if "20" in text else []


_MONTH_OPENS = late(r"(?:早在|在|于)?20\d\d年\d{1,2}月(?:\d{1,2}日)?(?!底|末|前|之前|\d{1,2}日前)[,，]?")
_AFTER_ALL_AHEAD = late(r"[年月]底|前|内|将|要|力争")


def _is_event(before: str) -> bool:
    """2019年12月，…: a month of a year opens a report of what happened, unless it is a deadline (12月底前)."""
    match = _MONTH_OPENS.match(before)
    return match is not None and not _AFTER_ALL_AHEAD.search(before, match.end())


def _is_framed(view: SentenceView, before: int) -> bool:
    """Whether a deadline, a task or the agreement speaks before an offset of the sentence, or just before it."""
    lead = view.heading + view.text[:before]
    return is_agreed(view) or _DEADLINE.search(lead) is not None or _TASK.search(lead) is not None


_BOUNDS = ("不", "至少", "最少", "≥", "≤", ">", "<")
_NO_BOUNDS = ("不到", "不足", "不止")


def _bounded(mention: QuantityMention) -> bool:
    """不低于, 至少, 不超过 set a bound by themselves; 不到三成 only tells how things are."""
    return mention.wording.startswith(_BOUNDS) and not mention.wording.startswith(_NO_BOUNDS)


def _name_before(text: str, clause: Span, mention: QuantityMention) -> Span | None:
    """…|县域内就诊率|要达到|90%: what stands before the number, less verbs and deadlines."""
    run = _first_of_pair(text, clause, mention)
    trimmed, deadlines = "", []
    while run != trimmed:
        # 由2021年的71.3%|提高到|2025年的|85%: verbs, deadlines and the old value, whatever their order.
        trimmed = run
        run = _TAIL.sub("", run).rstrip("的(（")
        run = _OLD_VALUE.sub("", run) if "由" in run or "从" in run or "自" in run else run
        run = _SHARE_OF.sub("", run) if "占" in run else run
        deadlines = [m.span() for m in _DEADLINE.finditer(run) if m[0]]
        if deadlines and len(run) - deadlines[-1][1] < 2:
            run = run[: deadlines[-1][0]]
    # 合格率|三年内全部达到: a measure before the deadline, and none behind it.
    if deadlines and measure_end(run[: deadlines[-1][0]]) and not measure_end(run[deadlines[-1][1] :]):
        run, deadlines = run[: deadlines[-1][0]], deadlines[:-1]
    told = [end for _, end in deadlines] + [m.end() for m in _ONE_BEFORE.finditer(run)]
    if holds_any(run, "、和及"):
        before = find_quantities(text, Span(clause.start, mention.span.start))
        told += [
            m.span.end + 1 - clause.start for m in before if text[m.span.end : m.span.end + 1] in ("、", "和", "及")
        ]
    name = _trimmed(text, Span(clause.start + max(told, default=0), clause.start + len(run)))
    return _measure_of(text, name) if name else None


_DUTY_LEAD = late(
    r"[^的]{1,12}?(?:要(?<![重主需]要)(?!求|点)|须|应|将|得(?<![获取]得)|力争|争取|确保|计划)(?:至少|全年|每年|能够?|自己|独立|再|新)*"
    r"(?:完成|做|开展|实施|掌握|建成|建设|拿出|新增|增加|引进|使|让|把|有|上)?"
)


def _measure_of(text: str, name: Span) -> Span | None:
    """手术室感染率|压在; 种植牙|去年: without what is said of it; none where nothing but a time is left."""
    run = name.slice(text)
    if is_only_time(run):
        return None
    if _NAMES_COUNTED.search(run) or _OPERATION.search(run):
        # 岛上要完成|冠脉介入
        duty = _DUTY_LEAD.match(run)
        return Span(name.start + duty.end(), name.end) if duty and len(run) - duty.end() > 1 else name
    end = measure_end(run) or subject_end(run)
    if end == len(run) or _NO_TARGET_NAME.search(run, end):
        return name
    return Span(name.start, name.start + end) if end > 1 and not is_only_time(run[:end]) else None


# 高血压、糖尿病规范管理率|分别达到75%和|70%: the second of two numbers is named before the first.
_FIRST_OF_PAIR = cued(
    "分别|依次",
    r"(?:分别|依次)(?P<verb>[^,。;、\d]{0,8})(?:[\d.]+(?:%|个百分点|天|分钟|项|例)(?:以[上下内])?[、和及])+$",
)


def _first_of_pair(text: str, clause: Span, mention: QuantityMention) -> str:
    run = text[clause.start : mention.span.start]
    first = _FIRST_OF_PAIR.search(run)
    return run[: first.start()] if first else run


# 诊疗科目6个、|专科门诊8个: the name begins after the number before.
_ONE_BEFORE = late(
    r"[\d一二两三四五六七八九十]+(?:[个项例%种类篇家台件天分]|人次|分钟|小时)(?:以[上下内]|左右)?[、和及](?:新[开增建])?"
)


_SHARE_OF = late(r"(?:要|须|将|应)?占(?:到)?(?:全[院县区市镇]|总[量数])的?$")
# 转诊率|从现在的23%|降到10%: the old value is no part of the name.
_OLD_VALUE = late(
    r"(?:要|须|将|应)?(?:由|从|自)[^,。;]{0,10}(?:\d%?|百分之[一二三四五六七八九十点]+"
    r"|[一二三四五六七八九]成|零(?!下))[^,。;进]{0,6}$"
)
_LEADING = late(
    r"^(?:一[批个项]|.*—|[一二三四五六]看|[^,。;]{0,12}?(?:写[成进入]|约定|商定|明确|规定|定下)了|[^\w“《(（㎡]|落地|填补"
    r"|[(（][一二三四五六七八九十\d]{1,2}[)）]|(?:第[一二三四五六]|[一二三四五六]|\d)(?:[样是、.]+)|(?:要|须|需"
    r"|应|将|可|能(?!够)"
    r"|力争|争取|确保|实现|使|让|把|其中|以及|并且?|且|同时|同期|帮助|推动|促进|约定|明确|规定|指标"
    r"|目标(?:是|为)?|就是|是|每(?:个|一)?(?:年度?|月|季度?)|年均|全年|当年|至少|再|新?开展|引进|推广|新增"
    r"|增加|完成|实施|独立|整理|研发|研制|取得|发表|获批|拿下|编写|申报|掌握|突破|使得|力促|开设|发展|建设|打造|建成"
    r"|培育|创建|扶持|建立|开展"
    r"|(?:一是|二是|三是|四是))+)"
)
_OWNER = late(
    rf"^{HAN}{{2,20}}?(?:医院|保健院|卫生院|县|市|区|州|我院|成员单位|血站|双方|两院|院方|工作站|联盟|分站|院区"
    r"|医共体|医联体)(?:要|须|需|将|力争|应)"
    r"|^[^和与及、]{6,20}?(?:医院|保健院|卫生院|中心)的(?=.{4})"
)
_OF = late("的")
_SUBJECT_VERB = late(
    r"^[^的]{0,24}?(?:医院|保健院|卫生院|疾控中心|血站|我院|成员单位|双方|两院)(?:每(?:个|一)?(?:年度?"
    r"|月|季度?))?(?:要|须|需|将|力争|应|至少|还|也|协助|帮助|支持|指导|其)*(?:开展|引进|推广|新增|增加|完成"
    r"|实施|掌握|开设|发展"
    r"|建设|打造|建成|培育|创建|填补|落地|申报|使|让|把)"
)


def _trimmed(text: str, span: Span) -> Span | None:
    """Drop what leads up to a name: conjunctions, verbs of doing, the owner (沙河县的|县域内就诊率)."""
    run = span.slice(text)
    start = span.start
    while True:
        match = _SUBJECT_VERB.match(run) or _OWNER.match(run) or _LEADING.match(run) or _OF.match(run)
        if match is None or not match[0]:
            break
        start, run = start + match.end(), run[match.end() :]
    stripped = run.rstrip(" 、:,的(（")
    return Span(start, start + len(stripped)) if len(stripped) >= 2 else None


_SHARED = late(r"的(?P<name>[^,。;:、]{2,16})")
_DONE_TIMES = late(r"(?:以上)?的?(?P<name>[^,。;:、\d”]{2,16})")


def _name_after(text: str, clause: Span, mention: QuantityMention) -> Span | None:
    """每年至少增加|2项以上|适宜技术: what is counted stands after the number."""
    if mention.quantity.unit == "%":
        share = _SHARED.match(text, mention.span.end, clause.end)
        return Span(*share.span("name")) if share else None
    if _counts_patients(text, mention):
        patients = _PATIENTS.match(text, mention.span.end)
        return Span(*patients.span("name")) if patients else None
    if mention.quantity.unit in ("例", "例次"):
        done = _DONE_TIMES.match(text, mention.span.end, clause.end)
        return (
            Span(*done.span("name"))
            if done and _OPERATION.search(done["name"])
            else _built_after(text, clause, mention)
        )
    houses = _HOUSES.match(text, mention.span.end) if mention.quantity.unit in ("家", "所") else None
    if houses is not None:
        return Span(*houses.span("name"))
    return _built_after(text, clause, mention) if mention.quantity.unit in _PROJECT_UNITS else None


def _built_after(text: str, clause: Span, mention: QuantityMention) -> Span | None:
    if not _BUILDS.search(text, clause.start, mention.span.start + 8):
        return None
    match = _BUILT_AFTER.match(text, mention.span.end, min(len(text), mention.span.end + 40))
    return Span(*match.span("name")) if match else None


_NO_BASE_UNITS = _TIME_UNITS | {"岁", "周岁"}
_OF_THE_PAST = late(r"去年|目前|眼下|现|(?:首|第[一二三四])年")


def _name_in_clause_before(view: SentenceView, clause: Span, mention: QuantityMention) -> Span | None:
    """第三样是|新技术、新项目|，每年至少引进八项: the name stands one clause or two before."""
    clauses = [c for c in view.clauses() if c.end <= clause.start + view.start]
    for earlier in reversed(clauses[-3:]):
        span = Span(earlier.start - view.start, earlier.end - view.start)
        between = span.slice(view.text)
        counted = find_quantities(between)
        told = [m for m in counted if m.quantity.unit not in _NO_BASE_UNITS]
        of_same = [m for m in counted if m.quantity.unit == mention.quantity.unit]
        of_base = mention.quantity.unit in _SHARE_UNITS and _direction(view.text, mention) is not None
        if told and not (of_same or of_base or _OF_THE_PAST.search(between)):
            return None
        if of_base and told:
            # 外转病人|1960人次，两年内减少三成
            return _name_before(view.text, span, _moved(told[0], span.start))
        if of_same:
            # 种植牙|去年180例，今年要做到400例: the value before is one of the same measure.
            if (name := _name_before(view.text, span, _moved(of_same[0], span.start))) is not None:
                return name
            continue
        name = _trimmed(view.text, Span(_after_deadline(between, span.start), span.end))
        wording = name.slice(view.text) if name is not None else ""
        operation = mention.quantity.unit in _OPERATION_UNITS and _OPERATION.search(wording) is not None
        if len(wording) <= 24 and (operation or _MEASURE.search(wording)):
            return name if name is None or len(wording) <= _LONG_NAME else _head_of(name, wording)
        if name is not None and (end := measure_end(wording)):
            return Span(name.start, name.start + end)
    return None


_LONG_NAME = 14


def _head_of(name: Span, wording: str) -> Span:
    """卒中患者出院后14天内的|康复介入率: what stands before 的 only describes it."""
    cut = wording.rfind("的") + 1
    return Span(name.start + cut, name.end) if len(wording) - cut > 3 else name


def _moved(mention: QuantityMention, start: int) -> QuantityMention:
    """Give a quantity found in a part of the sentence its place in the sentence."""
    return mention._replace(span=Span(mention.span.start + start, mention.span.end + start))


def _after_deadline(clause: str, start: int) -> int:
    """帮助乙医院三年内|开展介入手术: what leads up to a deadline is no name."""
    return start + max((m.end() for m in _DEADLINE.finditer(clause) if m[0]), default=0)


_NO_TARGET_NAME = late(
    r"选[送派]|额度|绩效|奖励|津贴|价格|示教|带教|查房|(?<!这)(?<!那)个数$|的数$|(?:举办|主办|承办|协办)[^,。;]*(?:项目|会议|活动)|资金|经费|补助|补贴|投入|万元|床位|面积|工资|职工|人员"
    r"|名额|讲座|培训|会诊|医生|护士|专家|学员"
    r"|人口|路程|岁|公里|占地|进修|跟岗|在站|在院|在岗|驻点|驻院|驻守|工作时间|服务时间"
)
_OPERATION_UNITS = frozenset({"例", "例次", "台", "台次"})
_OPERATION = late(
    r"(?:术|切除|移植|置换|介入|支架|消融|人工肝|透析|取栓|溶栓|造影|搭桥|镜|筛查|穿刺|修复|成形|重建|植入|检查|治疗|分娩"
    r"|镇痛|PCI|ECMO)$"
)
_SHARE_UNITS = frozenset({"%", "‰", "个百分点", "百分点", "个点", "/10万", "/十万"})


_IS_SHARE = late(r"(?:率|占比|比例|比重|满意度|(?:到位|响应|等候|等待|间隔)时间)$")
_NAMES_NOTHING = late(r"^(?:基本|全面|总体|全[县院区]|县域|我院|医院|县里)$")
_NAMES_BUILT = late(_BUILT)
_NAMES_TEACHING = late(r"教学查房|培训|讲座|会议")
_NAMES_SCORED = late(r"满意|评分|得分|考核|率$")
_NAMES_ATTENDED = late(r"量|人次|门诊|出院|服务|收治|筛查|接诊|体检|诊疗")
_NAMES_COUNTED = late(
    r"(?:立项|科目|疗法|硕士点|博士点|学位点|药物|药品|本事|事件|医案|病案|制剂|成员|成员单位|成员医院|协作单位|社区医院|技术|项目|业务|空白|专科|学科"
    r"|科室|病种|术式|手术|中心|课题|论文|检测|种类|量|病房|门诊|药|成果|专利|标准|实验室|基地|基金|奖项|工作室|平台|例数|台数"
    r"|工作站|单元|亚专业|著作权)(?:[(（].*)?$"
)


def _fits(text: str, name: Span, mention: QuantityMention) -> bool:
    """The name is something a number of this unit can measure."""
    wording, unit = name.slice(text), mention.quantity.unit
    if len(wording) > 32 or (not _IS_SHARE.search(wording) and _NO_TARGET_NAME.search(wording)):
        return False
    if unit in _SHARE_UNITS and (name.start >= mention.span.end or _NAMES_NOTHING.search(wording)):
        return name.start >= mention.span.end
    if name.start >= mention.span.end and unit in ("家", "所"):
        return True
    if unit in _OPERATION_UNITS and (_OPERATION.search(wording) or name.start < mention.span.start):
        return len(wording) <= 14 or _OPERATION.search(wording) is not None
    if unit in _NO_TARGET_UNITS:
        return name.start >= mention.span.end or _counts_volume(text, mention)
    if name.start >= mention.span.end:
        return _NAMES_BUILT.search(wording) is not None and not _NAMES_TEACHING.search(wording)
    if unit is None or unit.startswith("DDD"):
        return _MEASURE.search(wording) is not None
    if unit in _SHARE_UNITS:
        return _MEASURE.search(wording) is not None or len(wording) <= 18
    if unit in _TIME_UNITS:
        return _is_timed(text, wording, mention)
    if unit == "分":
        return _NAMES_SCORED.search(wording) is not None
    if unit == "人次":
        return _NAMES_ATTENDED.search(wording) is not None
    return _NAMES_COUNTED.search(wording) is not None


_NAMES_TIME = late(r"时间|住院日|时长|天数|间隔|周期|速度|溶栓|报告|开通|等候")
_NAMES_STAY = late(r"(?:驻|在岗|工作|服务|停留|住)[^,。;]{0,4}$|^每")


def _is_timed(text: str, wording: str, mention: QuantityMention) -> bool:
    """A measure of time, or a limit set to anything that is done (接警到出车不超过3分钟); not the stay of people."""
    if _NAMES_TIME.search(wording):
        return True
    if mention.quantity.op not in ("le", "lt") or _NAMES_STAY.search(wording):
        return False
    before = text[: mention.span.start]
    return _bounded(mention) or _TASK.search(before) is not None or _HOLDS_DOWN.search(before) is not None


def _direction(text: str, mention: QuantityMention) -> Span | None:
    """减少|三成: the direction is the goal (contract, "Rulings")."""
    if mention.quantity.unit not in _SHARE_UNITS:
        return None
    told = list(_DIRECTION.finditer(text, max(0, mention.span.start - 6), mention.span.start))
    return Span(*told[-1].span()) if told and told[-1].end() >= mention.span.start - 1 else None


# Grades and statuses


def _statuses(view: SentenceView, carried: _Frame) -> Iterator[_Found]:
    text = view.text
    titles = [title.span() for title in _TITLES.finditer(text)] if "《" in text else []
    for match in _GOAL.finditer(text):
        if any(start < match.end("goal") and match.start() < end for start, end in titles):
            continue
        clause = view.clause_at(match.start("goal"))
        if _achievable(view, clause, match.start(), carried):
            yield from _named_goals(view, match, clause, carried)
    yield from _levels_and_breakthroughs(view, carried)
    yield from _new_units(view, carried)
    for match in _PASS_GOAL.finditer(text):
        clause = view.clause_at(match.start())
        if _achievable(view, clause, match.start(), carried):
            yield from _passing(view, match, clause, carried)


# How the name of `_NEW_UNIT` ends.
_UNIT_ENDS = late("科(?<!专科)|室|部|中心|病区|病房")


def _new_units(view: SentenceView, carried: _Frame) -> Iterator[_Found]:
    text, done = view.text, 0
    for verb in _SETS_UP.finditer(text):
        clause = view.clause_at(verb.start())
        if verb.start() < done or not _UNIT_ENDS.search(text, verb.end()):
            continue
        unit = _NEW_UNIT.match(text, verb.start())
        if unit is not None and _DEADLINE.search(clause.slice(text)):
            done = unit.end()
            if _achievable(view, clause, verb.start(), carried):
                yield _found(view, Span(*unit.span("name")), None, Span(*unit.span()), carried)


def _likely_statuses(view: SentenceView, found: Sequence[_Found], carried: _Frame) -> Iterator[_Found]:
    """What no grammar here reads, where it is most likely promised; named by what stands before it."""
    text = view.text
    likely = may_tell_status(text) and bool(_deadlines(text))
    known = [other.position for other in found]
    standings = open_standings(view, known)
    if not (likely or standings) or tells_of_now_or_then(view.lead, view.chain + text):
        return
    for verb, goal in likely_statuses(view) if likely else ():
        clause = view.clause_at(goal.start)
        if _is_new(text, clause, verb, goal, known, carried):
            known.append(goal)
            before = _without_deadline(text, Span(clause.start, verb))
            yield _found(view, _trimmed(text, before) or goal, None, goal, carried)
    for told in standings:
        clause = view.clause_at(told.span.start)
        if _is_new(text, clause, told.span.start, told.span, known, carried):
            known.append(told.span)
            name = None if told.kind == "grade" else _bearer(view, clause, told.span) or told.span
            yield _found(view, name, None, told.span, carried)


def _is_new(text: str, clause: Span, verb: int, goal: Span, known: Sequence[Span], carried: _Frame) -> bool:
    """Whether a status is no part of one that is known, and not of a year gone by."""
    if is_dated_before(text[clause.start : verb], carried.year) or _is_event(text[:verb]):
        return False
    return all([goal.end <= k.start or k.end <= goal.start for k in known])


_BEARS = late(r"(?:科|中心|学科|实验室|病区|门诊|专科|单元|血站|站|室|院区|分院|医院|卫生院|保健院|基地)$")


def _bearer(view: SentenceView, clause: Span, goal: Span) -> Span | None:
    """Who is to become it: units before it, else what its clause is about."""
    owners = _owners(view, clause, goal.start)
    if owners:
        return owners[0]
    told = _without_deadline(view.text, Span(clause.start, goal.start))
    name = _trimmed(view.text, told)
    if name is None:
        return None
    end = subject_end(name.slice(view.text))
    return Span(name.start, name.start + end) if _BEARS.search(name.slice(view.text)[:end]) else None


def _levels_and_breakthroughs(view: SentenceView, carried: _Frame) -> Iterator[_Found]:
    """Named by what stands before them: 电子病历系统应用水平|达到5级, 心脏介入手术|实现零的突破."""
    text = view.text
    for match in _LEVELLED.finditer(text):
        clause = view.clause_at(match.start("goal"))
        if _achievable(view, clause, match.start(), carried):
            yield _found(view, Span(*match.span("name")), None, Span(*match.span("goal")), carried)
    for match in _BREAKTHROUGH.finditer(text) if "突破" in text else ():
        clause = view.clause_at(match.start())
        if not match["verb"] and not _ASKED.search(text, 0, match.start()):
            continue
        goal = Span(*match.span("goal"))
        name = _trimmed(text, _without_deadline(text, Span(clause.start, match.start())))
        if _achievable(view, clause, match.start(), carried):
            yield _found(view, name or goal, None, goal, carried)


def _without_deadline(text: str, span: Span) -> Span:
    """心脏介入手术|明年底前 and 三年内|心脏介入手术: the deadline stands on either side of the name."""
    told = [m for m in _DEADLINE.finditer(text, span.start, span.end) if m[0]]
    if not told:
        return span
    last = told[-1]
    return Span(span.start, last.start()) if span.end - last.end() < 2 else Span(last.end(), span.end)


_PASSED_NAME = late(rf"(?:{_RANK}|中度级|重度级|[一二三甲乙]级|[甲乙]等)*(?P<name>[^,。;、]{{4,}})")


_GRADE_PASSED = late(rf"{_GRADE}|等级|[三二][甲乙]")


def _passing(view: SentenceView, match: re.Match[str], clause: Span, carried: _Frame) -> Iterator[_Found]:
    """Who passes; a hospital's grade has a name of its own, and what is not said of anybody names itself."""
    if _GRADE_PASSED.search(match["pass"]):
        yield _found(view, None, None, Span(*match.span("pass")), carried)
        return
    centre = _CENTRE_ONLY.search(view.text, match.start("pass"), match.end("pass"))
    inside = [Span(*centre.span())] if centre else []
    for name in inside or _owners(view, clause, match.start()) or _passed(match):
        yield _found(view, name, None, Span(*match.span()), carried)


def _passed(match: re.Match[str]) -> list[Span]:
    """通过中度级|急救责任医院评定: nobody is named who passes, so the examination names the target."""
    name = _PASSED_NAME.match(match["pass"])
    start = match.start("pass") + (name.start("name") if name else 0)
    return [Span(start, match.end("pass"))] if name and not _IS_GRADE.search(match["pass"]) else []


def _achievable(view: SentenceView, clause: Span, verb: int, carried: _Frame) -> bool:
    """Somebody is to reach it: a look ahead in the sentence, and nothing that says it is done."""
    text, here = view.text, without_aimed_year(clause.slice(view.text))
    if is_done(_without_gains(text, clause, here)) or is_negated(here) or is_ceremony(here) or _is_event(text[:verb]):
        return False
    if _in_paper(text, verb) or is_dated_before(text[clause.start : verb], carried.year):
        return False
    years = _years_from_now(text, verb, carried)
    if years is not None and years != 0:
        return years > 0 or _MUST.search(here) is not None
    ahead = text[:verb] + here
    if is_past(here) or (
        tells_past(view, clause.end) and not (_deadline_to_come(ahead, carried.year) or _aims_at_year(text))
    ):
        return False
    if _year_gone(text, clause, verb, carried.year):
        return False
    return bool(
        carried.deadline is not None
        or is_forward(ahead)
        or _has_deadline(ahead)
        or (view.heading and _TASK.search(view.heading) is not None)
        or _TASKS_TOLD.search(view.lead) is not None
    )


def _deadline_to_come(text: str, year: int | None) -> bool:
    """A deadline, and not the year that something began in (自2021年合作以来)."""
    if year is None or "20" not in text:
        return _has_deadline(text)
    told = [m[0] for m in _DEADLINE.finditer(_OF_YEARS.sub("", text)) if m[0]]
    return any(not (at := _YEAR_IN.search(wording)) or int(at[0]) >= year for wording in told)


_YEAR_IN = late(r"20\d\d")


def _aims_at_year(text: str) -> bool:
    return "当年" in text and without_aimed_year(text) != text


def _has_deadline(text: str) -> bool:
    return _DEADLINE.search(_OF_YEARS.sub("", text) if "(" in text else text) is not None


# 上一轮（2018—2021年）: the years of a term gone by are no deadline.
_OF_YEARS = late(r"[(（](?:19|20)\d\d年?\s?[-~–—至到]+\s?(?:19|20)\d\d年?[)）]")
# 2017年晋升二级甲等: a bare year tells when it was done, unless something asks for it (2017年底前, 须, a task before).
_BARE_YEAR = late(r"(?<![到至在])(?:于)?(?P<year>20\d\d)年(?:\d{1,2}月)?(?![底末内前以度])[,，]?$")


def _year_gone(text: str, clause: Span, verb: int, year: int | None) -> bool:
    if text.startswith(("冲刺", "争创", "力争"), verb):
        return False
    low = max(clause.start, verb - 16)
    dated = _BARE_YEAR.search(text, low, verb) if text.find("20", low, verb) >= 0 else None
    if dated and year and int(dated["year"]) > year:
        return False
    return dated is not None and not is_forward(text[: dated.start()])


# 三级医院|专家: the grade of those who help, not one to be reached.
_OTHERS_GRADE = late(
    r"(?:医疗|医院|卫生)?(?:资源|专家|公立)|(?:的)?(?:专家|医生|支援|对口|帮扶|优质|医院(?:与|和|的专家|派|专家))"
)


def _named_goals(view: SentenceView, match: re.Match[str], clause: Span, carried: _Frame) -> Iterator[_Found]:
    text, goal = view.text, Span(*match.span("goal"))
    if match["grade"]:
        if _OTHERS_GRADE.match(text, goal.end, goal.end + 6):
            return
        yield _found(view, None, None, goal, carried)
        return
    if match["platform"]:
        yield _found(view, Span(*match.span("platform")), None, goal, carried)
        return
    if match["specialty"]:
        owners, wording = _owners(view, clause, match.start()), match["specialty"]
        if "薄弱" in wording or (not owners and not _RANKED.match(wording)):
            return
        for owner in owners or [goal]:
            yield _found(view, owner, None, goal, carried)
        return
    yield from _centre(view, match, goal, clause, carried)


def _centre(view: SentenceView, match: re.Match[str], goal: Span, clause: Span, carried: _Frame) -> Iterator[_Found]:
    """建成县级胸痛中心: named by itself, its rank is the goal; without a rank being built is."""
    text = view.text
    centre = _CENTRE_ONLY.search(text, goal.start, goal.end)
    if centre is None:
        return
    if centre[0] == "区域医疗中心":
        # A whole hospital becomes it.
        yield _found(view, None, None, goal, carried)
        return
    rank = Span(goal.start, centre.start())
    ranked = _RANKED.match(rank.slice(text))
    if goal.slice(text).endswith("标准"):
        for owner in _owners(view, clause, match.start()) or [Span(*centre.span())]:
            yield _found(view, owner, None, goal, carried)
        return
    if not ranked and not match["verb"].startswith(("建", "创", "打造", "通过")):
        return
    name = Span(rank.start + (ranked.end() if ranked else 0), centre.end())
    status = Span(rank.start, rank.start + ranked.end()) if ranked else Span(match.start("verb"), centre.end())
    yield _found(view, name, None, Span(goal.start, centre.end()) if ranked else status, carried)
    yield from _more_centres(view, centre.end(), status, carried)


def _more_centres(view: SentenceView, after: int, status: Span, carried: _Frame) -> Iterator[_Found]:
    """建成胸痛中心|、卒中中心、创伤中心: one verb or rank for the whole list."""
    while match := _NEXT_CENTRE.match(view.text, after):
        rank = Span(*match.span("rank")) if match["rank"] else status
        yield _found(view, Span(*match.span("name")), None, rank, carried)
        after = match.end()


_BEFORE_VERB = late(r"(?:双双|分别|全部|力争|争取|确保|陆续|相继|先后|均|都|要|须|将)+$")
_ANY_HAN = late(HAN)


def _owners(view: SentenceView, clause: Span, before: int) -> list[Span]:
    """Return the departments or centres that are to become it: before the verb, else in the clause before."""
    text = view.text
    run = _BEFORE_VERB.sub("", text[clause.start : before])
    starts = [Span(clause.start, before)]
    if not _ANY_HAN.search(_DEADLINE.sub("", run)) or _DEADLINE.fullmatch(run.strip(" ,要须将应")):
        earlier = [c for c in view.clauses() if c.end - view.start <= clause.start]
        starts += [Span(earlier[-1].start - view.start, earlier[-1].end - view.start)] if earlier else []
    for span in starts:
        owners = _unit_list(text, span)
        if owners:
            return owners
    return []


_HELPING_WORDS = late(r"[要须需应将也再力争均都可能够]+$|(?:双双|分别|全部|争取|确保|尽快|逐步|成功|整体)$")
_MORE_HELPING_WORDS = late(r"(?:双双|分别|均|都|要|力争|将)+$")
_UNITS = rf"{_NAMED_UNIT}(?:(?:、|和|及|与|以及){_NAMED_UNIT})*"
_UNITS_AT_END = late(rf"{_UNITS}(?:等)?(?:[一二两三四五六七八九十\d]+个(?:科室|学科|专科|中心|专业))?$", spell_out=True)
_BARE_UNITS_AT_END = late(rf"{_UNITS}$", spell_out=True)
_ONE_UNIT = late(r"[^、]+?(?:科|学科|中心|实验室|病区|门诊|专科|单元|血站|室)(?=、|和|及|与|以及|等|$)")


def _unit_list(text: str, span: Span) -> list[Span]:
    run = _DEADLINE.sub(lambda m: "\0" * len(m[0]), span.slice(text))
    trimmed = _HELPING_WORDS.sub("", run.rstrip("\0"))
    match = _UNITS_AT_END.search(trimmed)
    if match is None:
        match = _BARE_UNITS_AT_END.search(_MORE_HELPING_WORDS.sub("", trimmed.rstrip("\0")))
    if match is None:
        return []
    units = []
    for one in _ONE_UNIT.finditer(match[0]):
        start = span.start + match.start() + one.start()
        units.append(_bare_unit(text, Span(start, start + len(one[0]))))
    return units


_UNIT_LEAD = late(
    r"^.*(?:医院|保健院|卫生院|我院|该院|\0|[把使让将的是]|帮助|扶持|推动|支持|重点|力争|争取|确保"
    r"|打造|同时|以及|其中|第一样|疾控中心|^[和及与])(?=.{2})",
    spell_out=True,
)


def _bare_unit(text: str, span: Span) -> Span:
    """柳河源县中医院|骨伤科: the owner of the department is not its name."""
    match = _UNIT_LEAD.match(span.slice(text))
    return Span(span.start + match.end(), span.end) if match else span


_GRADE_OR_SPECIALTY = late(rf"{_GRADE}|{_SPECIALTY}")
_RANK_OR_GRADE = late(rf"{_RANK}|三级|二级")


def _status_in(text: str, span: Span) -> Span | None:
    """2个|市级重点专科: a number of things that carry a status."""
    match = _GRADE_OR_SPECIALTY.search(text[span.start : span.end])
    if match is None or not _RANK_OR_GRADE.search(match[0]):
        return None
    return Span(span.start + match.start(), span.start + match.end())


# Tables


def _in_tables(views: Sequence[SentenceView]) -> Iterator[_Found]:
    """Rows under a header with a column of measures and one of goals; cells stand between tabs."""
    columns: tuple[int, int] | None = None
    deadline: _Deadline | None = None
    for index, view in enumerate(views):
        cells = _cells(view.text) if "\t" in view.text else []
        if len(cells) < 2:
            columns = None
            continue
        header = _columns([cell.slice(view.text) for cell in cells])
        if header is not None:
            columns, deadline = header, _deadline_above(views[:index])
        elif columns is not None and len(cells) > max(columns):
            yield from _in_row(view, cells[columns[0]], cells[columns[1]], _Frame(deadline, None))


_CELL = late(r"[^\t]+")
_NAME_COLUMN = late(r"指标|项目|内容|名称")
_GOAL_COLUMN = late(r"目标|要求|期末|承诺|达到")


def _cells(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _CELL.finditer(text)]


def _columns(header: Sequence[str]) -> tuple[int, int] | None:
    names = [i for i, cell in enumerate(header) if _NAME_COLUMN.search(cell) and "目标" not in cell]
    goals = [i for i, cell in enumerate(header) if _GOAL_COLUMN.search(cell)]
    return (names[0], goals[-1]) if names and goals and len(header) > 1 and max(map(len, header)) <= 14 else None


def _deadline_above(views: Sequence[SentenceView]) -> _Deadline | None:
    for view in reversed(views[-2:]):
        if match := _DEADLINE.search(view.text):
            return view, Span(*match.span())
    return None


def _in_row(view: SentenceView, name: Span, goal: Span, carried: _Frame) -> Iterator[_Found]:
    quantities = find_quantities(view.text, goal)
    wording = goal.slice(view.text)
    if quantities and quantities[0].quantity.unit not in _NO_TARGET_UNITS | _SELDOM_TARGET_UNITS:
        yield _found(view, name, quantities[0], None, carried)._replace(deadline=carried.deadline)
    elif _GRADE_OR_SPECIALTY.search(wording) or _PASS_GOAL.search(wording):
        yield _found(view, name, None, goal, carried)._replace(deadline=carried.deadline)


# Putting a target together


def _found(
    view: SentenceView,
    name: Span | None,
    quantity: QuantityMention | None,
    goal: Span | None,
    carried: _Frame,
) -> _Found:
    anchor = quantity.span if quantity else (goal or name or Span(0, 0))
    clause = view.clause_at(anchor.start)
    frequency = _FREQUENCY.search(view.text, clause.start, clause.end)
    return _Found(
        view=view,
        position=Span(
            min(anchor.start, name.start if name else anchor.start), max(anchor.end, name.end if name else 0)
        ),
        name=name.slice(view.text) if name else HOSPITAL_GRADE,
        name_span=name,
        quantity=quantity,
        goal=goal,
        frequency=Span(*frequency.span()) if frequency else None,
        deadline=_deadline(view, anchor, carried),
    )


def _deadline(view: SentenceView, anchor: Span, carried: _Frame) -> _Deadline | None:
    """The last deadline told before the target in its sentence governs it; else one in its clause; else the list's."""
    clause = view.clause_at(anchor.start)
    told = [span for span in _deadlines(view.text) if span.end <= clause.end]
    before = [span for span in told if span.end <= anchor.start]
    chosen = before[-1] if before else (told[0] if told else None)
    return (view, chosen) if chosen else carried.deadline


def _distinct(found: Sequence[_Found]) -> list[_Found]:
    """The same target told twice is one; a hospital's grade is one whatever words repeat it."""
    kept: list[_Found] = []
    for target in found:
        if not any(_same(target, other) for other in kept):
            kept.append(target)
    return kept


def _same(left: _Found, right: _Found) -> bool:
    if (left.quantity is None) != (right.quantity is None):
        return False
    if left.quantity is not None and right.quantity is not None:
        return left.quantity.quantity == right.quantity.quantity and char_f1(left.name, right.name) >= 0.5
    deadlines = {t.deadline[1].slice(t.deadline[0].text) for t in (left, right) if t.deadline}
    if left.view is right.view and len(deadlines) > 1:
        # 2022年底前通过二级综合医院评审，2024年晋升二级甲等: two steps.
        return False
    goals = [t.goal.slice(t.view.text) if t.goal else "" for t in (left, right)]
    return left.name == right.name and (char_f1(*goals) >= 0.5 or _core_grade(goals[0]) == _core_grade(goals[1]))


_CORE_GRADE = late(r"[三二一](?:级|甲|乙)")


def _core_grade(goal: str) -> str:
    match = _CORE_GRADE.search(goal)
    return match[0][0] if match else goal


def _item(article_text: str, target: _Found) -> ExtractedTarget:
    def worded(span: Span | None, view: SentenceView = target.view) -> str | None:
        return article_text[view.start + span.start : view.start + span.end] if span else None

    inside = [target.position, target.name_span, target.goal, target.frequency]
    deadline_view, deadline = target.deadline or (target.view, None)
    if deadline and deadline_view is target.view:
        inside.append(deadline)
    evidence = evidence_run(target.view, *(span for span in inside if span is not None))
    if deadline and deadline_view is not target.view:
        evidence += evidence_run(deadline_view, deadline)
    if target.told_before is not None:
        evidence += (target.told_before,)
    name = target.told_before.slice(article_text) if target.told_before else worded(target.name_span)
    return ExtractedTarget(
        name=name or HOSPITAL_GRADE,
        quantity=worded(target.quantity.span) if target.quantity else None,
        goal=worded(target.goal),
        frequency=worded(target.frequency),
        deadline=worded(deadline, deadline_view),
        evidence=evidence,
    )

"""The engine without a model: what is true of the genre, as rules.

It reads an article whole: who agrees (`signing`, `agreements`, `parties`), which sentences speak of which agreement,
and in those sentences who is sent, what is aimed at, what is taught, when it was signed and for how long. It copies
wordings and leaves their values to `summarizer.normalising`, like every engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from summarizer.article import Article, Chunk, Sentence, Span
from summarizer.extraction import ChunkExtraction, ExtractedAgreement, ExtractedDate
from summarizer.normalising.dates import find_dates
from summarizer.patterns import holds_any, late
from summarizer.rules.agreements import (
    Draft,
    Reading,
    assign_sentences,
    find_drafts,
    finish,
    read_organisations,
    sentences_about,
)
from summarizer.rules.dates import DateCandidate, find_signing_dates
from summarizer.rules.staff import find_staff
from summarizer.rules.targets import find_targets
from summarizer.rules.terms import find_duration, find_durations_of_agreement
from summarizer.rules.training import find_training
from summarizer.rules.words import cued
from summarizer.schema import Engine

_NO_DAY = ("近", "日前", "不久", "同日", "同天", "当日", "当天", "当晚", "会上", "现场")
_DAYS = ("日", "号", "昨", "今天", "今早", "今晨", "前天")
_WEEKDAY = cued("周|期|拜", "[周期拜][一二三四五六日天]")
_OTHER_DAY = late("[，,]?(?:算|开始|生效)?(?:前|起|止|至|出生|成立|建院|以来)")
_SCENE = 3
"""Sentences before the report that may set its day."""
_TIME_OF_MEETING = late("(?:会议|活动|签约)?时间[：:]")
_OPENS_SCENE = late(
    "时间[：:]|会见|一行|率队|率团|拜访|揭牌|仪式|报告厅|会议室|会议中心|掌声|座无虚席|签约|门前|大厅|现场|来到|走进|迎来|齐聚|客人|大巴|红[绸毯]|锣鼓|彩旗"
)
_STORY = 10
"""Sentences before the report that may tell the day that 当天 means."""
_EARLIER_ROUND = cued("轮|期|首次|第一份", "(?:第一|首|上一|上|前一)(?:轮|期|个周期)|首次|(?:签[订署下]了?|的)第一份")
_THAT_YEAR = late("(?:那一?|这一|同)年[，,]?")
_NEAR = 60
"""Characters back that 那一年 may point."""
_YEAR_TOLD = late(r"20\d\d(?=\s?年|[-./])")
_SAME_DAY = ("当日", "当天", "同日", "同天")
_OF_ALL = late(
    "(?:[两二三四五六七八九十几]|上述|这些|各)(?:[份项个对家])?(?:协议|合同|责任书|合作|约定|帮扶|托管|结对)[^。；]{0,12}(?:均|都|一致|相同|同为|一律|各|统一)|"
    "(?:期限|期|有效期|周期|为期)[^。；，]{0,4}(?:均|都|一致|相同|同为|一律)|(?:均|都|一律)(?:为期|是|为|签)"
)
_DONE_UNDER_IT = late(
    "派|驻|带教|进修|指导|坐诊|查房|远程|转诊|会诊|出报告|诊断|手术|接收|培训|统一管理|一家人|同质化|帮助|配送|巡诊"
)
_KINDS = ("signing", "unveiling", "event")


class RulesExtractor:
    """Reads any article whole, without a model, in milliseconds."""

    @property
    def engine(self) -> Engine:
        """Which engine this is."""
        return "rules"

    @property
    def model(self) -> str | None:
        """None: there is no model."""
        return None

    @property
    def prompt_sha256(self) -> str | None:
        """None: there is no prompt."""
        return None

    @property
    def max_chars(self) -> int | None:
        """None: an article of any length is one chunk."""
        return None

    async def extract(self, chunk: Chunk) -> ChunkExtraction:
        """Read one chunk, normally the whole article."""
        return ChunkExtraction(agreements=extract_agreements(chunk.article, chunk.citable))


def extract_agreements(article: Article, sentences: Sequence[Sentence]) -> tuple[ExtractedAgreement, ...]:
    """Find the agreements that the sentences of an article report, with everything they promise.

    An agreement of earlier days is one only if something of its content is told (contract, "Rulings").
    """
    reading = read_organisations(article, sentences)
    drafts = find_drafts(reading)
    assign_sentences(drafts, reading)
    told: list[tuple[Draft, ExtractedAgreement]] = []
    for draft in drafts:
        finish(draft, reading)
        agreement = _filled(draft, reading)
        if not draft.past or _has_content(agreement) or (len(drafts) == 1 and _tells_what_for(draft, reading)):
            told.append((draft, agreement))
    return _termed_alike(_dated_alike(told), [draft for draft, _ in told], reading)


def _dated_alike(told: Sequence[tuple[Draft, ExtractedAgreement]]) -> tuple[ExtractedAgreement, ...]:
    """Two agreements of one visit: where only one of them has a day of its own, that day holds for both."""
    days = {agreement.signing_date for draft, agreement in told if agreement.signing_date and not draft.past}
    day = days.pop() if len(days) == 1 else None
    return tuple(
        agreement if agreement.signing_date or draft.past else agreement._replace(signing_date=day)
        for draft, agreement in told
    )


def _termed_alike(
    agreements: Sequence[ExtractedAgreement], drafts: Sequence[Draft], reading: Reading
) -> tuple[ExtractedAgreement, ...]:
    """三份协议的期限都是三年: a sentence that speaks of all of them gives its term to each without one of its own."""
    if len(agreements) < 2 or all(agreement.duration for agreement in agreements):
        return tuple(agreements)
    counts = Counter(number for draft in drafts for number in {report.sentence.number for report in draft.reports})
    shared = [m.sentence for m in reading.mapped if _OF_ALL.search(m.text) or counts[m.sentence.number] > 1]
    terms = find_durations_of_agreement(reading.article.text, shared) if shared else []
    term = terms[0].duration if len({candidate.duration.wording for candidate in terms}) == 1 else None
    return tuple(
        agreement if agreement.duration or draft.past else agreement._replace(duration=term)
        for agreement, draft in zip(agreements, drafts, strict=True)
    )


def _filled(draft: Draft, reading: Reading) -> ExtractedAgreement:
    text, sentences = reading.article.text, draft.sentences
    return ExtractedAgreement(
        name=draft.name,
        parties=draft.written,
        signing_date=_signing_date(draft, reading),
        duration=find_duration(text, sentences),
        dispatched_staff=tuple(find_staff(text, sentences)),
        target_metrics=tuple(find_targets(text, sentences, published=reading.article.published)),
        training_commitments=tuple(find_training(text, sentences)),
    )


def _has_content(agreement: ExtractedAgreement) -> bool:
    told = (agreement.dispatched_staff, agreement.training_commitments, agreement.target_metrics, agreement.duration)
    return any(told)


def _tells_what_for(draft: Draft, reading: Reading) -> bool:
    """Whether an article about one agreement of earlier days says what is done under it, in words no field takes."""
    return any(_DONE_UNDER_IT.search(sentence.span.slice(reading.article.text)) for sentence in draft.sentences)


def _signing_date(draft: Draft, reading: Reading) -> ExtractedDate | None:
    """The date of the best report of the signing; else of the ceremony that several agreements share."""
    reporting = {report.sentence.number: rank for rank, report in reversed(list(enumerate(draft.reports)))}
    shared = {number for number in reading.unassigned if number < max(reporting)}
    sentences = [mapped.sentence for mapped in sentences_about(draft, reading, also=shared)]
    candidates = find_signing_dates(reading.article.text, sentences)
    if not candidates:
        if draft.past:
            return _year_of(draft, reading.article.text)
        day = _day_before(draft, reading) or _day_of_scene(draft, reading)
        return day or _that_year(draft, reading.article.text) or _day_at_foot(draft, reading)

    if candidates[0].sentence > min(reporting) and (year := _that_year(draft, reading.article.text)):
        return year
    text = reading.article.text
    candidates = _without_later_events(candidates, reporting)
    best = candidates[0]
    if len(candidates) > 1:
        dated = {candidate.sentence for candidate in candidates}
        places = {sentence.number: sentence for sentence in sentences if sentence.number in dated}
        best = min(candidates, key=lambda c: _rank(c, places[c.sentence], reporting, text, reading.article.published))
    if best.kind != "signing":
        own = {number for number, _, _ in draft.sentences} | reporting.keys()
        signed = (c for c in candidates if c.of_document and c.sentence in own and not _says_no_day(c.date))
        best = next(signed, best)
    return (_day_before(draft, reading, _STORY) or best.date) if best.date.wording.startswith(_SAME_DAY) else best.date


def _without_later_events(candidates: Sequence[DateCandidate], reporting: Mapping[int, int]) -> list[DateCandidate]:
    """近日，甲与乙签约。…8月10日，护士已赴甲学习: a later event does not date a signing that is left undated."""
    undated = [
        c.sentence for c in candidates if c.sentence in reporting and c.kind == "signing" and _says_no_day(c.date)
    ]
    return [c for c in candidates if not undated or c.kind != "event" or c.sentence <= min(undated)]


def _rank(
    candidate: DateCandidate, sentence: Sentence, reporting: Mapping[int, int], text: str, published: date | None
) -> tuple[bool, bool, bool, bool, bool, bool, bool, int, int]:
    """How likely a date is the signing's: a day of this round's agreement, told where the agreement is reported."""
    return (
        not candidate.labelled,
        not (candidate.renews and _is_of_now(candidate.date, published)),
        _says_no_day(candidate.date),
        candidate.of_intent,
        _EARLIER_ROUND.search(text, sentence.start, sentence.end) is not None,
        candidate.span.start < sentence.start and not _tells_day(candidate.date.wording),
        candidate.sentence not in reporting,
        _KINDS.index(candidate.kind),
        reporting.get(candidate.sentence, len(reporting)),
    )


def _is_of_now(told: ExtractedDate, published: date | None) -> bool:
    """Whether a date is of the page's year: a renewal of earlier years is one round of several."""
    year = _YEAR_TOLD.search(told.wording)
    return year is None or published is None or int(year.group()) == published.year


def _year_of(draft: Draft, text: str) -> ExtractedDate | None:
    """Of an earlier agreement often only the year is told: 2015年，A曾与B签订协议."""
    for report in draft.reports:
        told = find_dates(text, Span(report.sentence.start, report.trigger.start))
        if told:
            return ExtractedDate(wording=told[-1].wording, evidence=(told[-1].span,))
    return _that_year(draft, text)


def _that_year(draft: Draft, text: str) -> ExtractedDate | None:
    """要追溯到2018年。那一年，两家医院签署了协议: the year told right before."""
    for report in draft.reports:
        start = report.sentence.start
        if _THAT_YEAR.match(text, start):
            told = find_dates(text, Span(max(text.rfind("\n", 0, start), start - _NEAR, 0), start))
            return ExtractedDate(wording=told[-1].wording, evidence=(told[-1].span,)) if told else None
    return None


def _day_before(draft: Draft, reading: Reading, scene: int = _SCENE) -> ExtractedDate | None:
    """The day last told at the report or just before it: scenes open with their day (5月31日的矿区，风里还夹着煤屑)."""
    text = reading.article.text
    sentences = [mapped.sentence for mapped in reading.mapped]
    for report in draft.reports:
        at = sentences.index(report.sentence)
        for sentence in sentences[max(0, at - scene) : at + 1][::-1]:
            told = [
                m
                for m in find_dates(text, sentence.span)
                if _tells_day(m.wording) and not m.wording.startswith(_SAME_DAY)
            ]
            told = [m for m in told if not _is_said(text, m.span.start) and (scene == _SCENE or "日" in m.wording[1:])]
            told = [m for m in told if not _OTHER_DAY.match(text, m.span.end)]
            if told:
                return ExtractedDate(wording=told[-1].wording, evidence=(told[-1].span,))
    return None


def _day_of_scene(draft: Draft, reading: Reading) -> ExtractedDate | None:
    """The day of the scene that an article opens with (5月25日下午，报告厅座无虚席), when no day stands nearer."""
    text = reading.article.text
    for mapped in reading.mapped:
        sentence = mapped.sentence
        if sentence.number >= draft.reports[0].sentence.number:
            return None
        told = find_dates(text, sentence.span)
        if told and (sentence.number not in reading.headlines or _TIME_OF_MEETING.match(text, sentence.start)):
            day = _tells_day(told[0].wording) and not _OTHER_DAY.match(text, told[0].span.end)
            if (
                not day
                or not _OPENS_SCENE.search(text, sentence.start, sentence.end)
                or _is_said(text, told[0].span.start)
            ):
                return None
            return ExtractedDate(wording=told[0].wording, evidence=(told[0].span,))
    return None


def _day_at_foot(draft: Draft, reading: Reading) -> ExtractedDate | None:
    """The day that a contract bears below its signatures, in a line of its own."""
    text = reading.article.text
    if draft.reports[0].sentence.number not in reading.headlines:
        return None
    for mapped in reversed(reading.mapped):
        told = find_dates(text, mapped.sentence.span)
        if told and told[0].span == mapped.sentence.span and _tells_day(told[0].wording):
            return ExtractedDate(wording=told[0].wording, evidence=(told[0].span,))
    return None


def _tells_day(wording: str) -> bool:
    return holds_any(wording, _DAYS) or _WEEKDAY.search(wording) is not None


def _is_said(text: str, at: int) -> bool:
    """Whether somebody says it: 今天 in a speech is the speaker's."""
    return text.rfind("“", text.rfind("\n", 0, at) + 1, at) > text.rfind("”", 0, at)


def _says_no_day(told: ExtractedDate) -> bool:
    """近日 says no day; 当日 and 会上 only point at one told elsewhere."""
    return holds_any(told.wording, _NO_DAY)

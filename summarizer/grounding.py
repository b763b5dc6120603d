"""Citations → spans, and does the span support the value: checked by code, without any model.

Every item leaves this stage with evidence that holds its wordings, each of them whole, as they stand in the text; or
it does not leave. A citation that is off is looked for nearby, then in the whole chunk. A wording that stands
nowhere is mended only where the text leaves no choice, otherwise its item (or an optional value of it) is dropped.
Whatever is mended or dropped says so in a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from summarizer.article import Chunk, Span
from summarizer.chunking import split_clauses
from summarizer.extraction import (
    ChunkExtraction,
    ExtractedAgreement,
    ExtractedDate,
    ExtractedDuration,
    ExtractedItem,
    ExtractedParty,
    ExtractedStaff,
    ExtractedTarget,
    ExtractedTraining,
)
from summarizer.locating import NEIGHBOURS, Kind, Page, Place, coverage, nearest
from summarizer.matching import char_f1, fold
from summarizer.normalising.quantities import QuantityMention, parse_quantity
from summarizer.organisations import find_organisations, is_self_reference, is_short_form
from summarizer.patterns import holds_any, late
from summarizer.schema import ArticleWarning, Quantity

HOSPITAL_GRADE = "医院等级"
"""The one target name that need not stand in the text. Source: contract, "Rulings"."""

PARAPHRASE_COVERAGE = 0.8
"""The share of a name's or goal's characters its sentences must hold when its wording stands nowhere as a run:
a name put together from two clauses passes (诊疗技术达到省级重点的专科), an invented one does not."""

LEAD_SENTENCES = 3
"""The title, the dateline and the sentence that names the parties: names from there often go uncited."""

SAME_CLAUSE_F1 = 0.6
"""How alike a training wording and a clause must be for the clause to stand in for it."""

_TRAINING = ("进修", "培训", "培养", "带教", "教学", "讲座", "授", "学习", "指导")
_TRAINING_TOLD_OTHERWISE = late(
    r"培育|徒|师承|传帮带|带出|手把手|示教|教育|讲课|讲学|学员|跟岗|跟班|跟学|轮训|轮转|"
    r"规培|规范化|研修|研究生|硕士|博士|学历|学术|结对|查房|课|论坛|研讨|人才|练兵|训练|实训|实习|演练"
    r"|代训|挂职|影子|"
    r"能力提升|继续教育|拜[了过]?[^，。；]{0,12}师|师[父傅]|跟师|敬[了过]?茶|[开主来宣巡]讲"
    r"|讲[一两二三四五\d几]+[次场堂节回]|轮流[^，。；]{0,12}讲|"
    r"教室|夜校|慕课|帮带|对子|病例讨论|讨论病例|沙龙|年会|读片|阅片|旁听|观摩|示范|专升本|继教|导师|短训|讲坛|读图"
    r"|(?<![大医科中小])学(?!院|校|科|会|者|术|位|生|部|区)|教(?!授|会|堂|室)"
)

_BYLINE = ["记者", "通讯员", "报道", "报导", "来源", "发布", "撰稿", "编辑", "责编", "消息"]
_EVENTS = (
    "签", "揭牌", "挂牌", "授牌", "成立", "举行", "仪式", "启动", "加入", "达成", "缔结", "结对",
    "托管", "共建", "帮扶", "合作", "协议", "召开", "会议", "大会", "座谈", "考察", "调研", "来到", "前往", "走进",
)  # fmt: skip

_DIGITS = late(r"[0-9０-９.]+")
_GRADES = late(r"(?:国家|自治区|省|市|县|区|州)级|[一二三]级|[甲乙丙]等|[一二三][甲乙丙]")
"""What a goal stands or falls with: 省级重点专科 shares five of six characters with 市级重点专科."""

_NO_NAME = late(
    r"(?:省内|市内|县内|国内|区域内|省级|市级|县级|上级|下级|知名|著名|高水平|优质|大型|三级|三甲|二级|二甲"
    r"|一级|公立|民营|基层|乡镇|"
    r"相关|有关|各|多家|部分|其他|对口|受援|支援|帮扶|协作|成员|牵头)+[^省市县区州]{0,4}(?:医院|单位|机构"
    r"|卫生院|医疗机构|政府|县)$"
)
"""A kind of organisation (省内高水平医院) where a model should have named one."""

_Need = Literal["required", "optional", "paraphrase"]


JUST_GROUNDED = 16
"""Results remembered: a reply is grounded when it is checked, and again, a moment later, on the road to its summary."""


class _Part(NamedTuple):
    """One copied wording of an item, and what follows when it stands nowhere."""

    field: str | None
    """The item's field it is written back to; None for evidence only."""
    wording: str
    kind: Kind = "words"
    need: _Need = "optional"


@dataclass(slots=True)
class _Found:
    """What was found of one item so far."""

    places: dict[_Part, Place] = field(default_factory=dict)
    paraphrased: list[_Part] = field(default_factory=list)
    dropped: list[_Part] = field(default_factory=list)


def ground(extraction: ChunkExtraction, chunk: Chunk) -> ChunkExtraction:
    """Give every item of a chunk the exact runs of text it rests on.

    Args:
        extraction: what an engine said; items cite sentences, or carry `evidence` already.
        chunk: what the engine read.

    Returns:
        The same extraction with `evidence` in every remaining item and each wording as the text has it. Warnings
        `citation_repaired`, `value_repaired`, `value_dropped` and `item_dropped` tell what changed; their `path` is the
        contract's field name.
    """
    grounded = _grounded_again if extraction.usage.requests else _grounded
    agreements, warnings = grounded(extraction.agreements, chunk)
    return extraction._replace(agreements=agreements, warnings=(*extraction.warnings, *warnings))


def _grounded(
    agreements: tuple[ExtractedAgreement, ...], chunk: Chunk
) -> tuple[tuple[ExtractedAgreement, ...], tuple[ArticleWarning, ...]]:
    grounder = _Grounder(chunk)
    grounded = tuple(grounder.agreement(agreement) for agreement in agreements)
    return grounded, tuple(dict.fromkeys(grounder.warnings))


_grounded_again = lru_cache(maxsize=JUST_GROUNDED)(_grounded)
"""For replies; what no request was made for is grounded once, and to look it up takes reading all of it."""


class _Grounder:
    """Grounds the items of one chunk, collecting warnings."""

    def __init__(self, chunk: Chunk) -> None:
        self._page = Page(chunk)
        self._publisher = chunk.article.publisher
        self.warnings: list[ArticleWarning] = []

    def agreement(self, agreement: ExtractedAgreement) -> ExtractedAgreement:
        """Ground every item; the name of the document goes when the text does not hold it."""
        name = agreement.name
        if name is not None and not self._page.stands_somewhere(name.strip("《》")):
            self._warn("value_dropped", f"协议名称“{name}”不在原文中", "name")
            name = None
        return ExtractedAgreement(
            name=name,
            parties=_kept([self._party(party, agreement.parties) for party in agreement.parties]),
            signing_date=self._date(agreement.signing_date) if agreement.signing_date else None,
            duration=self._duration(agreement.duration) if agreement.duration else None,
            dispatched_staff=_kept([self._staff(staff) for staff in agreement.dispatched_staff]),
            target_metrics=_kept([self._target(target) for target in agreement.target_metrics]),
            training_commitments=_kept([self._training(training) for training in agreement.training_commitments]),
        )

    def _party(self, party: ExtractedParty, parties: Sequence[ExtractedParty]) -> ExtractedParty | None:
        aliases = tuple([alias for alias in party.aliases if self._page.stands_somewhere(alias)])
        if len(aliases) < len(party.aliases):
            party = party._replace(aliases=aliases)
        if _NO_NAME.match(party.name) and not find_organisations(party.name):
            self._warn("item_dropped", f"“{party.name}”不是具体单位的名称，未列为签约方", "parties")
            return None
        grounded = self._item(party, "parties", (_Part("name", party.name, need="required"),), quiet=True)
        if grounded is not None:
            return grounded
        others = [other for other in parties if other != party]
        return self._renamed_party(party, may_be_we=not any(self._is_we(other) for other in others))

    def _is_we(self, party: ExtractedParty) -> bool:
        """Say whether 我院 is taken: by a party that claims it, or by the publisher itself."""
        publishes = self._publisher is not None and fold(self._publisher) == fold(party.name)
        return publishes or any(is_self_reference(name) for name in (party.name, *party.aliases))

    def _renamed_party(self, party: ExtractedParty, *, may_be_we: bool) -> ExtractedParty | None:
        """Ground a party whose full name is not in the text on a form of it that is."""
        page, text = self._page, self._page.text
        everywhere = page.circles(())[-1] if page.sentences else ()
        own = [alias for alias in party.aliases if is_self_reference(alias)]
        if own and self._publisher is not None and fold(self._publisher) == fold(party.name):
            return self._item(party, "parties", (_Part(None, own[0], need="required"),))
        mentions = {text[m.span.start : m.span.end] for region in everywhere for m in find_organisations(text, region)}
        forms = [f for f in mentions if is_short_form(f, party.name) or is_short_form(party.name, f)]
        forms += [alias for alias in party.aliases if not is_self_reference(alias)] or (own if may_be_we else [])
        if not forms:
            self._warn("item_dropped", f"“{party.name}”不在原文中，未列为签约方", "parties")
            return None
        name = min(forms, key=lambda form: (-len(form), form))
        self._warn("value_repaired", f"签约方“{party.name}”不在原文中，改用原文的“{name}”", "parties")
        aliases = tuple(alias for alias in party.aliases if fold(alias) != fold(name))
        return self._item(
            party._replace(name=name, aliases=aliases), "parties", (_Part("name", name, need="required"),)
        )

    def _date(self, date: ExtractedDate) -> ExtractedDate | None:
        grounded = self._item(date, "signing_date", (_Part("wording", date.wording, "date", "required"),))
        if grounded is not None and all(self._is_byline(span) for span in grounded.evidence):
            self._warn("item_dropped", f"“{date.wording}”是发稿日期，不是签约日期", "signing_date")
            return None
        return grounded

    def _is_byline(self, span: Span) -> bool:
        """Say whether a date stands in the line that says who published when, and nothing happens in it."""
        sentence = self._page.sentence_at(span.start)
        line = (sentence.span if sentence else span).slice(self._page.text)
        if holds_any(line, _EVENTS) or not holds_any(line, _BYLINE):
            return False
        # A byline gives its day in full; 昨日 behind 本报讯（记者…） already tells the story.
        return not any(mark in span.slice(self._page.text) for mark in ("昨", "今", "前天", "前日"))

    def _duration(self, duration: ExtractedDuration) -> ExtractedDuration | None:
        return self._item(duration, "duration", (_Part("wording", duration.wording, "duration", "required"),))

    def _staff(self, staff: ExtractedStaff) -> ExtractedStaff | None:
        parts = [
            _Part("title", staff.title, "title", "required"),
            *_optional("count", staff.count, "quantity", need="required"),
            *(_Part("departments", department) for department in staff.departments),
            *_optional("position", staff.position, "title"),
            *_optional("term", staff.term),
        ]
        return self._item(staff, "dispatched_staff", parts)

    def _target(self, target: ExtractedTarget) -> ExtractedTarget | None:
        parts = [
            *([] if target.name == HOSPITAL_GRADE else [_Part("name", target.name, need="paraphrase")]),
            *_optional("goal", target.goal, need="paraphrase"),
            *_optional("quantity", target.quantity, "quantity", need="required"),
            *_optional("frequency", target.frequency),
            *_optional("deadline", target.deadline),
        ]
        return self._item(target, "target_metrics", parts)

    def _training(self, training: ExtractedTraining) -> ExtractedTraining | None:
        parts = [
            _Part("wording", training.wording, need="paraphrase"),
            *_optional("audience", training.audience),
            *_optional("count", training.count, "quantity"),
            *_optional("frequency", training.frequency),
        ]
        grounded = self._item(training, "training_commitments", parts)
        if grounded is None:
            return None
        if not self._tells_teaching(grounded):
            self._warn("item_dropped", f"“{training.wording}”的依据里没有培训内容，未列入", "training_commitments")
            return None
        return grounded

    def _tells_teaching(self, training: ExtractedTraining) -> bool:
        """Say whether teaching is told: in the evidence or its whole sentence, for remote work in the clause itself.

        A sentence that promises 远程会诊 often promises some training elsewhere; that does not make it remote training.
        """
        text = self._page.text
        if any(_tells_training(span.slice(text)) for span in training.evidence):
            return True
        sentences = [self._page.sentence_at(span.start) for span in training.evidence if training.kind != "remote"]
        return any(sentence and _tells_training(sentence.span.slice(text)) for sentence in sentences)

    def _item(
        self, item: ExtractedItem, path: str, parts: Sequence[_Part], *, quiet: bool = False
    ) -> ExtractedItem | None:
        """Find all parts of an item; return it with evidence and the text's own wordings, or None with a warning."""
        if item.evidence and all(self._page.stands(part.wording, part.kind, item.evidence) for part in parts):
            return item
        cited = item.sentences or self._sentences_of(item.evidence)
        found = self._find(parts, cited)
        if found is None:
            missing = "、".join(f"“{part.wording}”" for part in parts if part.need != "optional")
            if not quiet:
                self._warn("item_dropped", f"原文中找不到{missing}的依据，未列入", path)
            return None
        self._tell(found, cited, path)
        return self._with_found(item, found, cited)

    def _find(self, parts: Sequence[_Part], cited: Sequence[int]) -> _Found | None:
        """Choose one place for each part, close together; None when a part that must be there is not."""
        found = _Found()
        anchor: Span | None = None
        for part in parts:
            place = self._place(part, parts, cited, anchor)
            if place is not None and anchor is not None and part.field == "count":
                place = self._own_number(place, anchor)
            if place is not None:
                found.places[part] = place
                anchor = anchor or place.span
            elif part.need == "required":
                return None
            elif part.need == "paraphrase" and self._is_paraphrase(part, cited):
                found.paraphrased.append(part)
            elif part.need == "paraphrase":
                return None
            else:
                found.dropped.append(part)
        return found

    def _place(self, part: _Part, parts: Sequence[_Part], cited: Sequence[int], anchor: Span | None) -> Place | None:
        for circle in self._circles(part, cited, anchor):
            places = self._page.places(part.wording, part.kind, circle)
            if part.field == "name" and part.need == "required" and self._is_stray(places, cited):
                return None
            if places:
                return nearest(places, anchor) if anchor else self._most_central(places, part, parts, circle)
        if part.kind == "quantity" and anchor is not None:
            return self._only_number_beside(part, anchor)
        if part.field == "wording" and part.kind == "words":
            return self._closest_clause(part.wording, cited)
        return None

    def _circles(self, part: _Part, cited: Sequence[int], anchor: Span | None) -> list[tuple[Span, ...]]:
        """Return how far to look for a part, the nearest first.

        The first wording of an item may stand anywhere in the chunk: what matters is that it stands. A number, a date
        or a term says nothing by itself, and a slip of the model is easily the number of another statement: it must
        stand where it was cited, or right beside the wording it counts.
        """
        if part.kind == "quantity" and anchor is not None:
            return self._page.beside(anchor, cited)
        beside = self._sentences_of([anchor] if anchor else [])
        circles = self._page.circles([*cited, *beside])
        return circles if anchor is None and part.kind in ("words", "title") else circles[:2]

    def _is_stray(self, places: Sequence[Place], cited: Sequence[int]) -> bool:
        """Say whether a party's name stands in one place only, far from its citation and from the lead.

        A model that was talked into a party (by an instruction planted in a comment) cites the real signing for it.
        """
        if len(places) != 1 or not cited:
            return False
        sentence = self._page.sentence_at(places[0].span.start)
        near = [number for number in cited if sentence and abs(number - sentence.number) <= NEIGHBOURS]
        return sentence is not None and not near and sentence.number > LEAD_SENTENCES

    def _most_central(
        self, places: Sequence[Place], part: _Part, parts: Sequence[_Part], circle: Sequence[Span]
    ) -> Place:
        """Return the place of the first part that is closest to places of all the others."""
        others = [self._page.places(other.wording, other.kind, circle) for other in parts if other != part]
        return min(
            places,
            key=lambda place: sum(
                abs(nearest(other, place.span).span.start - place.span.start) for other in others if other
            ),
        )

    def _own_number(self, place: Place, anchor: Span) -> Place | None:
        """Refuse the number of other people: in 主治医师3名、副主任医师7名 those seven are no 主治医师.

        A title with a number of the same unit right before or after it has that number and no other.
        """
        touching = self._touching(anchor, parse_quantity(place.wording))
        if not touching or any(mention.span == place.span for mention in touching):
            return place
        return Place(touching[0].span, touching[0].wording) if len(touching) == 1 else None

    def _only_number_beside(self, part: _Part, anchor: Span) -> Place | None:
        """Mend a misquoted number: by the one that touches the anchor, or the only one of its clause and unit."""
        asked = parse_quantity(part.wording)
        touching = self._touching(anchor, asked)
        same = touching or self._of_its_unit(self._page.clause_of(anchor), asked)
        if len(same) != 1:
            return None
        low, high = sorted((anchor, same[0].span))
        if re.search(r"[、和与及以]", self._page.text[low.end : high.start]):
            return None
        return Place(same[0].span, same[0].wording)

    def _touching(self, anchor: Span, asked: Quantity | None) -> list[QuantityMention]:
        """Return the numbers of the asked unit right before or after the anchor."""
        same = self._of_its_unit(self._page.clause_of(anchor), asked)
        text = self._page.text
        return [
            mention
            for mention in same
            if mention.span.start == anchor.end
            or (mention.span.end <= anchor.start and text[mention.span.end : anchor.start] in ("", "的"))
        ]

    def _of_its_unit(self, region: Span, asked: Quantity | None) -> list[QuantityMention]:
        if asked is None or asked.unit is None:
            return []
        return [mention for mention in self._page.quantities_in(region) if mention.quantity.unit == asked.unit]

    def _closest_clause(self, wording: str, cited: Sequence[int]) -> Place | None:
        """Return the cited clause that is nearly the wording, for a clause copied with small changes."""
        text = self._page.text
        clauses = [clause for span in self._page.circles(cited)[0] for clause in split_clauses(text, span)]
        best = max(clauses, key=lambda clause: char_f1(wording, clause.slice(text)), default=None)
        if best is None or char_f1(wording, best.slice(text)) < SAME_CLAUSE_F1:
            return None
        return Place(best, best.slice(text))

    def _is_paraphrase(self, part: _Part, cited: Sequence[int]) -> bool:
        """Say whether the cited sentences hold most of a wording, and every number and grade of it."""
        text = self._page.text
        regions = self._page.circles(cited)[0] if cited else ()
        exact = [*_DIGITS.findall(part.wording), *_GRADES.findall(part.wording)]
        if not all(self._page.stands(wording, "words", regions) for wording in exact):
            return False
        return coverage(part.wording, (region.slice(text) for region in regions)) >= PARAPHRASE_COVERAGE

    def _with_found(self, item: ExtractedItem, found: _Found, cited: Sequence[int]) -> ExtractedItem:
        values: dict[str, Any] = {part.field: None for part in found.dropped if part.field}
        values |= {part.field: place.wording for part, place in found.places.items() if part.field}
        if isinstance(item, ExtractedStaff):
            departments = [place.wording for part, place in found.places.items() if part.field == "departments"]
            values["departments"] = tuple(dict.fromkeys(departments))
        spans = [place.span for place in found.places.values()]
        evidence = self._page.evidence(spans) or self._paraphrase_evidence(found, cited)
        numbers = {s.number for span in evidence if (s := self._page.sentence_at(span.start))}
        return item._replace(evidence=evidence, sentences=tuple(sorted(numbers)), **values)

    def _paraphrase_evidence(self, found: _Found, cited: Sequence[int]) -> tuple[Span, ...]:
        """Return the cited clauses that share most with a wording put together from them."""
        text = self._page.text
        wording = max((part.wording for part in found.paraphrased), key=len)
        clauses = [clause for span in self._page.circles(cited)[0] for clause in split_clauses(text, span)]
        return self._page.evidence([max(clauses, key=lambda clause: char_f1(wording, clause.slice(text)))])

    def _sentences_of(self, spans: Iterable[Span]) -> tuple[int, ...]:
        touched = (self._page.sentence_at(span.start) for span in spans)
        return tuple(sentence.number for sentence in touched if sentence)

    def _tell(self, found: _Found, cited: Sequence[int], path: str) -> None:
        for part in found.dropped:
            self._warn("value_dropped", f"“{part.wording}”不在原文中，该值留空", path)
        for part, place in found.places.items():
            if self._changed(part, place):
                self._warn("value_repaired", f"“{part.wording}”按原文改为“{place.wording}”", path)
            sentence = self._page.sentence_at(place.span.start)
            if part.need != "optional" and sentence is not None and cited and sentence.number not in cited:
                self._warn("citation_repaired", f"“{place.wording}”的依据在第{sentence.number}句", path)

    @staticmethod
    def _changed(part: _Part, place: Place) -> bool:
        if part.kind == "quantity":
            return parse_quantity(part.wording) != parse_quantity(place.wording)
        return part.kind in ("words", "title") and fold(part.wording) != fold(place.wording)

    def _warn(self, code: str, message: str, path: str) -> None:
        self.warnings.append(ArticleWarning(code=code, message=message, path=path))


def _tells_training(told: str) -> bool:
    return holds_any(told, _TRAINING) or _TRAINING_TOLD_OTHERWISE.search(told) is not None


def _optional(name: str, wording: str | None, kind: Kind = "words", *, need: _Need = "optional") -> list[_Part]:
    return [_Part(name, wording, kind, need)] if wording and wording.strip() else []


def _kept(items: Iterable[ExtractedItem | None]) -> tuple[ExtractedItem, ...]:
    return tuple([item for item in items if item is not None])

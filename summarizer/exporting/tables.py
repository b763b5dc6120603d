"""Summaries as rows: one table for each kind of record, with keys between them.

Keys are whole numbers that count over one export. An `item_key` is unique over all items, whatever their table, so that
`evidence` joins to any of them with one column. A summary comes back from its rows (`rebuilding`): what is derived for
readers, such as the ISO duration beside the months, is marked so here and ignored on the way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from summarizer.chunking import split_sentences
from summarizer.prose import quantity_wording
from summarizer.schema import (
    Agreement,
    ArticleSummary,
    Duration,
    Evidence,
    Quantity,
    RulesOnly,
    SigningDate,
)
from summarizer.vocabulary import (
    ENGINES_ZH,
    FIELDS_ZH,
    FREQUENCIES_ZH,
    KINDS_ZH,
    LEVELS_ZH,
    OPS_ZH,
    ROLES_ZH,
    SECOND_READER_ZH,
    Lang,
    Names,
    iso_duration,
)

Kind = Literal["key", "int", "number", "bool", "day", "text", "list"]
Cell = int | float | bool | str | tuple[str, ...] | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    kind: Kind
    zh: str
    codes: Names | None = None
    """For a closed set of values: their Chinese names."""
    derived: bool = False
    """For readers only: it follows from the other columns."""
    wide: bool = False

    def title(self, lang: Lang) -> str:
        """Return the header."""
        return self.zh if lang == "zh" else self.name


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of record; its first column is its key."""

    name: str
    zh: str
    columns: tuple[Column, ...]
    owners: tuple[tuple[str, str], ...] = ()
    """Columns that hold a key of another table: `(column, table)`."""

    def title(self, lang: Lang) -> str:
        """Return the name of the sheet."""
        return self.zh if lang == "zh" else self.name


def _quantity_columns(name: str, zh: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_op", "text", f"{zh}比较", OPS_ZH),
        Column(f"{name}_value", "number", f"{zh}数值"),
        Column(f"{name}_upper", "number", f"{zh}上限"),
        Column(f"{name}_unit", "text", f"{zh}单位"),
        Column(f"{name}_text", "text", f"{zh}表述", derived=True),
    )


_ITEM_HEAD = (
    Column("item_key", "key", "条目号"),
    Column("agreement_key", "key", "合作号"),
    Column("item_no", "int", "序号"),
)
_ITEM_OWNERS = (("agreement_key", "agreements"),)


def _marks(prefix: str = "", zh: str = "") -> tuple[Column, ...]:
    """How much an item is to be trusted; null where nobody said."""
    return (
        Column(f"{prefix}second_reader", "text", f"{zh}第二读者", SECOND_READER_ZH),
        Column(f"{prefix}confidence", "number", f"{zh}把握"),
    )


ARTICLES = Table(
    "articles",
    "文章",
    (
        Column("article_key", "key", "文章号"),
        Column("article_id", "text", "文章标识"),
        Column("title", "text", "标题", wide=True),
        Column("published", "day", "发布日期"),
        Column("publisher", "text", "发布机构"),
        Column("agreement_count", "int", "合作数", derived=True),
        Column("review_score", "number", "复核分"),
        Column("summary", "text", "摘要", wide=True),
        Column("source", "text", "来源"),
        Column("sha256", "text", "原文SHA256"),
        Column("chars", "int", "字数"),
        Column("engine", "text", "引擎", ENGINES_ZH),
        Column("model", "text", "模型"),
        Column("prompt_sha256", "text", "提示词SHA256"),
        Column("chunks", "int", "分块数"),
        Column("requests", "int", "请求数"),
        Column("input_tokens", "int", "输入token数"),
        Column("output_tokens", "int", "输出token数"),
        Column("seconds", "number", "用时秒"),
        Column("schema_version", "text", "格式版本"),
        Column("text", "text", "正文", wide=True),
    ),
)
AGREEMENTS = Table(
    "agreements",
    "合作",
    (
        Column("agreement_key", "key", "合作号"),
        Column("article_key", "key", "文章号"),
        Column("agreement_no", "int", "序号"),
        Column("name", "text", "协议名称", wide=True),
        Column("supporters", "list", "支援方", derived=True, wide=True),
        Column("recipients", "list", "受援方", derived=True, wide=True),
        Column("partners", "list", "合作方", derived=True, wide=True),
        Column("signing_date", "text", "签约日期"),
        Column("signing_year", "int", "签约年份", derived=True),
        Column("duration_months", "int", "期限月数"),
        Column("duration_iso", "text", "期限ISO8601", derived=True),
        Column("duration_text", "text", "期限原文"),
        Column("signing_date_key", "key", "签约日期条目号"),
        Column("duration_key", "key", "期限条目号"),
        *_marks("signing_date_", "签约日期"),
        *_marks("duration_", "期限"),
    ),
    (("article_key", "articles"),),
)
PARTIES = Table(
    "parties",
    "参与方",
    (
        *_ITEM_HEAD,
        Column("name", "text", "名称", wide=True),
        Column("role", "text", "角色", ROLES_ZH),
        Column("aliases", "list", "别称", wide=True),
        *_marks(),
    ),
    _ITEM_OWNERS,
)
STAFF = Table(
    "staff",
    "派驻人员",
    (
        *_ITEM_HEAD,
        Column("level", "text", "级别", LEVELS_ZH),
        Column("or_above", "bool", "及以上"),
        Column("title", "text", "职称原文"),
        *_quantity_columns("count", "人数"),
        Column("departments", "list", "科室"),
        Column("position", "text", "担任职务"),
        Column("term", "text", "派驻时长"),
        *_marks(),
    ),
    _ITEM_OWNERS,
)
TARGETS = Table(
    "targets",
    "目标",
    (
        *_ITEM_HEAD,
        Column("name", "text", "指标", wide=True),
        *_quantity_columns("quantity", "指标"),
        Column("goal", "text", "等级或状态"),
        Column("frequency", "text", "频率", FREQUENCIES_ZH),
        Column("deadline", "text", "时限"),
        *_marks(),
    ),
    _ITEM_OWNERS,
)
TRAINING = Table(
    "training",
    "培训",
    (
        *_ITEM_HEAD,
        Column("kind", "text", "形式", KINDS_ZH),
        Column("audience", "text", "对象"),
        *_quantity_columns("count", "数量"),
        Column("frequency", "text", "频率", FREQUENCIES_ZH),
        *_marks(),
    ),
    _ITEM_OWNERS,
)
EVIDENCE = Table(
    "evidence",
    "依据",
    (
        Column("evidence_key", "key", "依据号"),
        Column("item_key", "key", "条目号"),
        Column("evidence_no", "int", "序号"),
        Column("field", "text", "字段", FIELDS_ZH),
        Column("agreement_key", "key", "合作号"),
        Column("article_key", "key", "文章号"),
        Column("quote", "text", "依据原文", wide=True),
        Column("sentence", "text", "所在句", derived=True, wide=True),
        Column("start_char", "int", "起始字"),
        Column("end_char", "int", "结束字"),
    ),
    (("agreement_key", "agreements"), ("article_key", "articles")),
)
WARNINGS = Table(
    "warnings",
    "提醒",
    (
        Column("warning_key", "key", "提醒号"),
        Column("article_key", "key", "文章号"),
        Column("warning_no", "int", "序号"),
        Column("agreement_key", "key", "合作号", derived=True),
        Column("code", "text", "代码"),
        Column("message", "text", "说明", wide=True),
        Column("path", "text", "位置"),
    ),
    (("article_key", "articles"),),
)
QUESTIONS = Table(
    "questions",
    "仅规则读到",
    (
        Column("question_key", "key", "疑问号"),
        Column("article_key", "key", "文章号"),
        Column("question_no", "int", "序号"),
        Column("agreement_key", "key", "合作号", derived=True),
        Column("agreement_index", "int", "合作下标"),
        Column("field", "text", "字段", FIELDS_ZH),
        Column("text", "text", "规则所读", wide=True),
        Column("instead_of", "text", "与之不同的值"),
        Column("quote", "text", "依据原文", derived=True, wide=True),
        Column("item", "text", "条目JSON"),
    ),
    (("article_key", "articles"),),
)
"""What only the second reader read: no values, so they stand apart. The whole item is one cell of JSON."""
TABLES = (ARTICLES, AGREEMENTS, PARTIES, STAFF, TARGETS, TRAINING, EVIDENCE, WARNINGS, QUESTIONS)
"""In an order in which owners come first."""

ITEM_TABLES = {
    "parties": PARTIES,
    "dispatched_staff": STAFF,
    "target_metrics": TARGETS,
    "training_commitments": TRAINING,
}
"""The contract's list fields, and the table each one fills."""

PlacedRow = tuple[Table, Row]


@dataclass(slots=True)
class RowMaker:
    """Turns summaries into rows; it remembers only the next keys."""

    _keys: dict[str, count[int]] = field(
        default_factory=lambda: {
            name: count(1) for name in ("article", "agreement", "item", "evidence", "warning", "question")
        }
    )

    def rows(self, summary: ArticleSummary) -> Iterator[PlacedRow]:
        """Yield the rows of one summary, owners before what they own."""
        article_key = self._next("article")
        yield ARTICLES, _article_row(article_key, summary)
        sentences = _Sentences(summary.article.text)
        agreement_keys = [self._next("agreement") for _ in summary.agreements]
        for number, (key, agreement) in enumerate(zip(agreement_keys, summary.agreements, strict=True), start=1):
            yield from self._agreement(agreement, (key, article_key, number), sentences)
        for number, warning in enumerate(summary.warnings, start=1):
            about = _agreement_of(warning.path, agreement_keys)
            head = (self._next("warning"), article_key, number, about)
            yield WARNINGS, (*head, warning.code, warning.message, warning.path)
        asked = summary.cross_check.rules_only if summary.cross_check else ()
        for number, question in enumerate(asked, start=1):
            owner = _at(agreement_keys, question.agreement)
            yield QUESTIONS, (self._next("question"), article_key, number, owner, *_question_cells(question))

    def _next(self, name: str) -> int:
        return next(self._keys[name])

    def _agreement(
        self, agreement: Agreement, head: tuple[int, int, int], sentences: _Sentences
    ) -> Iterator[PlacedRow]:
        key, article_key, _ = head
        date_key = self._next("item") if agreement.signing_date else None
        duration_key = self._next("item") if agreement.duration else None
        marks = (*_mark_cells(agreement.signing_date), *_mark_cells(agreement.duration))
        yield AGREEMENTS, (*head, *_agreement_cells(agreement), date_key, duration_key, *marks)
        owner = (key, article_key)
        if agreement.signing_date and date_key:
            yield from self._evidence(agreement.signing_date.evidence, date_key, "signing_date", owner, sentences)
        if agreement.duration and duration_key:
            yield from self._evidence(agreement.duration.evidence, duration_key, "duration", owner, sentences)
        for name, table in ITEM_TABLES.items():
            for number, item in enumerate(getattr(agreement, name), start=1):
                item_key = self._next("item")
                yield table, (item_key, key, number, *item_cells(table, item))
                yield from self._evidence(item.evidence, item_key, name, owner, sentences)

    def _evidence(
        self, pieces: tuple[Evidence, ...], item_key: int, name: str, owner: tuple[int, int], sentences: _Sentences
    ) -> Iterator[PlacedRow]:
        for number, piece in enumerate(pieces, start=1):
            head = (self._next("evidence"), item_key, number, name, *owner)
            yield EVIDENCE, (*head, piece.quote, sentences.around(piece), piece.start, piece.end)


class _Sentences:
    """The sentences of one article, split only when a piece of evidence asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[tuple[int, int]] | None = None

    def around(self, piece: Evidence) -> str:
        """Return the whole sentences that a piece of evidence touches."""
        if self._spans is None:
            self._spans = [(sentence.start, sentence.end) for sentence in split_sentences(self._text)]
        touched = [(start, end) for start, end in self._spans if start < piece.end and piece.start < end]
        return self._text[touched[0][0] : touched[-1][1]].strip() if touched else piece.quote


def _article_row(key: int, summary: ArticleSummary) -> Row:
    info, made = summary.article, summary.provenance
    return (
        key,
        info.id,
        info.title,
        info.published,
        info.publisher,
        len(summary.agreements),
        summary.cross_check.review_score if summary.cross_check else None,
        summary.summary,
        info.source,
        info.sha256,
        info.chars,
        made.engine,
        made.model,
        made.prompt_sha256,
        made.chunks,
        made.requests,
        made.input_tokens,
        made.output_tokens,
        made.seconds,
        summary.schema_version,
        info.text,
    )


def _agreement_cells(agreement: Agreement) -> Row:
    date = agreement.signing_date.value if agreement.signing_date else None
    months = agreement.duration.months if agreement.duration else None
    sides = (
        tuple(party.name for party in agreement.parties if party.role == role)
        for role in ("supporter", "recipient", "partner")
    )
    return (
        agreement.name,
        *sides,
        date,
        int(date[:4]) if date else None,
        months,
        iso_duration(months) if months else None,
        agreement.duration.text if agreement.duration else None,
    )


def _mark_cells(item: SigningDate | Duration | None) -> Row:
    return (item.second_reader, item.confidence) if item else (None, None)


def _question_cells(question: RulesOnly) -> Row:
    quotes = "…".join(run.quote for run in question.item.evidence)
    head = (question.agreement, question.field, question.text, question.instead_of)
    return (*head, quotes, question.item.model_dump_json())


def item_cells(table: Table, item: object) -> Row:
    """Return the cells of one item after its keys: the contract's fields by name, quantities spread over columns."""
    cells: list[Cell] = []
    for column in table.columns[len(_ITEM_HEAD) :]:
        name, _, part = column.name.rpartition("_")
        if name in ("count", "quantity"):
            cells.append(_quantity_cell(getattr(item, name), part))
        else:
            cells.append(getattr(item, column.name))
    return tuple(cells)


def _quantity_cell(quantity: Quantity | None, part: str) -> Cell:
    if quantity is None:
        return None
    value: Cell = quantity_wording(quantity) if part == "text" else getattr(quantity, part)
    return value


def _agreement_of(path: str | None, keys: list[int]) -> int | None:
    found = re.match(r"agreements\[(\d{1,6})\]", path or "")
    return _at(keys, int(found.group(1)) if found else None)


def _at(keys: list[int], number: int | None) -> int | None:
    return keys[number] if number is not None and number < len(keys) else None

"""Rows → summaries: the way back, which shows that the tables hold everything.

Works in memory, because the rows of a file that people have sorted come in any order.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from summarizer.exporting.tables import (
    AGREEMENTS,
    ARTICLES,
    EVIDENCE,
    ITEM_TABLES,
    QUESTIONS,
    TABLES,
    WARNINGS,
    Cell,
    Row,
    Table,
)
from summarizer.schema import ArticleSummary

TableRows = Mapping[str, Sequence[Row]]
"""The rows of every table, by the table's name, each in the order of its columns; what is derived may be None."""

_Record = dict[str, Any]
_ByOwner = Mapping[Cell, list[_Record]]

PROVENANCE = ("engine", "model", "prompt_sha256", "chunks", "requests", "input_tokens", "output_tokens", "seconds")
INFO = ("source", "sha256", "title", "published", "publisher", "chars", "text")


def rebuild(rows: TableRows) -> Iterator[ArticleSummary]:
    """Yield the summaries that the rows were made from, in order of their keys.

    Raises:
        pydantic.ValidationError: the rows do not make summaries.
    """
    records = {table.name: [_record(table, row) for row in rows.get(table.name, ())] for table in TABLES}
    evidence = _group(records[EVIDENCE.name], "item_key", order="evidence_no")
    items = {name: _group(records[table.name], "agreement_key", order="item_no") for name, table in ITEM_TABLES.items()}
    agreements = _group(records[AGREEMENTS.name], "article_key", order="agreement_no")
    warnings = _group(records[WARNINGS.name], "article_key", order="warning_no")
    questions = _group(records[QUESTIONS.name], "article_key", order="question_no")
    for article in sorted(records[ARTICLES.name], key=lambda record: record["article_key"]):
        key = article["article_key"]
        yield ArticleSummary.model_validate(
            {
                "schema_version": article["schema_version"],
                "article": {"id": article["article_id"], **{name: article[name] for name in INFO}},
                "agreements": [_agreement(record, items, evidence) for record in agreements.get(key, [])],
                "summary": article["summary"],
                "warnings": [
                    {name: one[name] for name in ("code", "message", "path")} for one in warnings.get(key, [])
                ],
                "provenance": {name: article[name] for name in PROVENANCE},
                "cross_check": _cross_check(article, questions.get(key, [])),
            }
        )


def _record(table: Table, row: Row) -> _Record:
    return dict(zip((column.name for column in table.columns), row, strict=True))


def _group(records: list[_Record], owner: str, *, order: str) -> _ByOwner:
    groups: defaultdict[Cell, list[_Record]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record[order]):
        groups[record[owner]].append(record)
    return groups


def _agreement(record: _Record, items: Mapping[str, _ByOwner], evidence: _ByOwner) -> _Record:
    date_key, duration_key = record["signing_date_key"], record["duration_key"]
    return {
        "name": record["name"],
        "signing_date": None
        if date_key is None
        else {
            "value": record["signing_date"],
            "evidence": _quotes(evidence, date_key),
            **_marks(record, "signing_date_"),
        },
        "duration": None
        if duration_key is None
        else {
            "months": record["duration_months"],
            "text": record["duration_text"],
            "evidence": _quotes(evidence, duration_key),
            **_marks(record, "duration_"),
        },
        **{
            name: [_item(table, one, evidence) for one in items[name].get(record["agreement_key"], [])]
            for name, table in ITEM_TABLES.items()
        },
    }


def _marks(record: _Record, prefix: str) -> _Record:
    return {name: record[f"{prefix}{name}"] for name in ("second_reader", "confidence")}


def _cross_check(article: _Record, questions: list[_Record]) -> _Record | None:
    if article["review_score"] is None:
        return None
    asked = [
        {
            "field": one["field"],
            "agreement": one["agreement_index"],
            "text": one["text"],
            "item": json.loads(one["item"]),
            "instead_of": one["instead_of"],
        }
        for one in questions
    ]
    return {"review_score": article["review_score"], "rules_only": asked}


def _item(table: Table, record: _Record, evidence: _ByOwner) -> _Record:
    item: _Record = {"evidence": _quotes(evidence, record["item_key"])}
    for column in table.columns[3:]:
        name, _, part = column.name.rpartition("_")
        if name not in ("count", "quantity"):
            item[column.name] = record[column.name]
        elif part == "op":
            item[name] = _quantity(record, name)
    return item


def _quantity(record: _Record, name: str) -> _Record | None:
    if record[f"{name}_op"] is None:
        return None
    return {part: record[f"{name}_{part}"] for part in ("op", "value", "upper", "unit")}


def _quotes(evidence: _ByOwner, key: Cell) -> list[_Record]:
    return [
        {"quote": one["quote"], "start": one["start_char"], "end": one["end_char"]} for one in evidence.get(key, [])
    ]

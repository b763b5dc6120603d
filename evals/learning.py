"""Fit the small model of the rules engine on labelled articles, and say what it is worth on authors left out.

Learning is FTRL-Proximal (McMahan et al., 2013): logistic regression that leaves most weights at exactly zero, in plain
Python, with the same result every time. Whether a model pays is told by authors, not by articles: each group of
articles is read by a model that has seen none of its author's.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path

from evals.cases import FIXTURES, fixture_cases
from summarizer import rules
from summarizer.article import Article, Sentence
from summarizer.chunking import split_article
from summarizer.matching import fold
from summarizer.normalising.levels import parse_level
from summarizer.normalising.width import narrow
from summarizer.reading import read_bytes
from summarizer.rules.agreements import assign_sentences, find_drafts, read_organisations
from summarizer.rules.likelihood import LIKELY
from summarizer.rules.people import Title
from summarizer.rules.staff import people_to_learn_from

MODELS = Path(rules.__file__).parent

EPOCHS, SEED = 12, 0
RATE, SMOOTHING = 0.15, 1.0
"""FTRL's alpha and beta."""
SPARSE, RIDGE = 3.0, 1.0
"""Its lambda 1 and 2: with 1 the files are three times as large and authors left out are read no better."""
SEEN_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with what readers found in it."""

    author: str
    """`dev` and `practice` were written by several each."""
    article: Article
    staff: Sequence[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Example:
    """One thing that may or may not be an item."""

    author: str
    signs: frozenset[str]
    right: bool


def labelled_articles() -> Iterator[Labelled]:
    """Read what the models may learn from: dev, practice and the passages of `fixtures/promises/dev.jsonl`."""
    for split in ("dev", "practice"):
        for case in fixture_cases(split):
            label = json.loads(case.label_path.read_text(encoding="utf-8"))
            items = [item for agreement in label["agreements"] for item in agreement["dispatched_staff"]]
            if case.article_path:
                yield Labelled(split, read_bytes(case.article_path.read_bytes()), items)
    for line in (FIXTURES / "promises" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        article = read_bytes(f"{page['title']}\n发布时间：{page['published']}\n{page['text']}".encode())
        items = [{**item, "evidence": [{"quote": item["quote"]}]} for item in page["staff"]]
        yield Labelled(page["author"], article, items)


def staff_examples(labelled: Labelled) -> Iterator[Example]:
    """Return everybody that the sentences of an agreement name, and whether a reader says that they are sent.

    Who stands in the quote of an item without being its people is neither.
    """
    text = labelled.article.text
    for sentences in _sentences_of_agreements(labelled.article):
        for view, title, signs in people_to_learn_from(text, sentences):
            start, end = view.start + title.span.start, view.start + title.span.end
            near = [item for item in labelled.staff if _holds(text, item, start, end)]
            right = any(_is_title_of(item, title) for item in near)
            if right or not near:
                yield Example(labelled.author, frozenset(signs), right)


def _sentences_of_agreements(article: Article) -> Iterator[Sequence[Sentence]]:
    for chunk in split_article(article, max_chars=None):
        reading = read_organisations(article, chunk.citable)
        drafts = find_drafts(reading)
        assign_sentences(drafts, reading)
        yield from (draft.sentences for draft in drafts)


def _holds(text: str, item: dict[str, object], start: int, end: int) -> bool:
    for evidence in item["evidence"]:  # type: ignore[attr-defined]
        at = text.find(evidence["quote"])
        if 0 <= at < end and start < at + len(evidence["quote"]):
            return True
    return False


def _is_title_of(item: dict[str, object], title: Title) -> bool:
    if title.kind == "bare" or item["level"] == parse_level(title.wording)[0]:
        return True
    wording = fold(narrow(title.wording))
    return (item["level"] == "management" and title.kind == "post") or wording in fold(narrow(str(item["title"])))


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights that are not zero, by sign; `` is the level that every example has."""
    seen = Counter(sign for example in examples for sign in example.signs)
    rows = [
        (["", *sorted(sign for sign in example.signs if seen[sign] >= SEEN_AT_LEAST)], float(example.right))
        for example in examples
    ]
    pulls: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(float)
    order = random.Random(SEED)
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for signs, right in rows:
            weights = [_weight(sign, pulls[sign], squares[sign]) for sign in signs]
            error = 1 / (1 + exp(-max(-30.0, min(30.0, sum(weights))))) - right
            for sign, weight in zip(signs, weights, strict=True):
                grown = (sqrt(squares[sign] + error * error) - sqrt(squares[sign])) / RATE
                pulls[sign] += error - grown * weight
                squares[sign] += error * error
    fitted = {sign: _weight(sign, pulls[sign], squares[sign]) for sign in sorted(pulls)}
    return {sign: weight for sign, weight in fitted.items() if weight}


def _weight(sign: str, pull: float, square: float) -> float:
    sparse, ridge = (SPARSE, RIDGE) if sign else (0.0, 0.0)
    if abs(pull) <= sparse:
        return 0.0
    return -(pull - (sparse if pull > 0 else -sparse)) / ((SMOOTHING + sqrt(square)) / RATE + ridge)


def score(weights: Mapping[str, float], signs: Iterable[str]) -> float:
    """Return the sum of the weights, as the engine does."""
    return weights[""] + sum(weights.get(sign, 0.0) for sign in signs)


def save_model(name: str, weights: Mapping[str, float], examples: Sequence[Example], *, folder: Path = MODELS) -> Path:
    """Write a model where the package finds it, with what it rests on; weights in hundredths."""
    hundredths = {sign: round(100 * weight) for sign, weight in weights.items()}
    content = {
        "by": "python -m evals learn",
        "examples_and_right": [len(examples), sum(example.right for example in examples)],
        "level": hundredths.pop(""),
        "weights": {sign: weight for sign, weight in hundredths.items() if weight},
    }
    path = folder / f"likely_{name}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return path


def left_out_as_markdown(examples: Sequence[Example]) -> str:
    """Draw what models say of authors they have not seen; most of it the rules know as well."""
    lines = ["| author left out | examples | right | said | of them right |", "| --- | ---: | ---: | ---: | ---: |"]
    for author in sorted({example.author for example in examples}):
        held = [example for example in examples if example.author == author]
        weights = fit([example for example in examples if example.author != author])
        said = [example for example in held if 100 * score(weights, example.signs) > LIKELY]
        counts = len(held), sum(e.right for e in held), len(said), sum(e.right for e in said)
        lines.append(f"| {author} | " + " | ".join(map(str, counts)) + " |")
    return "\n".join(lines)

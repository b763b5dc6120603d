"""Reposts: the same announcement saved from several sites, read once.

Candidates come from MinHash signatures over runs of five characters, looked up by bands (Broder 1997; Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3), and kept on disk. A candidate is a repost only if every
sentence that carries a fact, a number or an organisation stands in both texts: hospitals announce one agreement after
another from a template, and two of those differ in nothing else.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import struct
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.article import Article
from summarizer.chunking import split_sentences
from summarizer.matching import fold

SHINGLE_CHARS = 5
PERMUTATIONS = 128
BANDS = 16
"""With 8 values a band, texts that share 85 % of their runs meet with 99 %, those that share half with 6 %."""

SEED = 1
"""Signatures of different seeds don't compare."""

MAX_CANDIDATES = 50
"""Looked at for one article; a template with more variants than this has no reposts worth the search."""

MAX_LIGHT_SHARE = 0.1
"""How much of a repost may differ: bylines, editors, calls to share."""

_WEIGHTY = re.compile(
    r"[0-9〇零一二两三四五六七八九十百千万亿半]|"
    r"[院校局委厅部会站所]|政府|中心|集团|公司|联盟|大学|共体|联体|协议|签|帮扶|支援|托管|合作"
)
"""What makes a sentence carry a fact. Generous: a sentence wrongly taken for weighty costs one request."""

_SHIFTING = re.compile(r"[我本][院市县区省州校]")
"""Words whose referent is the publisher: texts with them are reposts only within one publisher."""

_HASH_BYTES = 8


class Sketch(NamedTuple):
    """What of an article is compared."""

    article_id: str
    publisher: str | None
    """None when nothing in the text depends on it."""
    sentences: tuple[int, ...]
    """Hashes of the folded sentences in order; odd ones carry facts."""
    facts: int
    """Hash of all sentences that carry facts, in no order: equal in a repost."""
    bands: tuple[int, ...]
    light_chars: tuple[int, ...]
    """Length of each sentence, 0 for those that carry facts."""
    chars: int


def sketch(article: Article) -> Sketch:
    """Return what of an article is compared."""
    title = fold(article.title) if article.title else None
    sentences = [fold(sentence.span.slice(article.text)) for sentence in split_sentences(article.text)]
    folded = "".join(sentences)
    weighty = [text != title and bool(_WEIGHTY.search(text)) for text in sentences]
    hashes = [_hash(text.encode("utf-8")) & ~1 | heavy for text, heavy in zip(sentences, weighty, strict=True)]
    return Sketch(
        article_id=article.id,
        publisher=(article.publisher or "") if _SHIFTING.search(folded) else None,
        sentences=tuple(hashes),
        facts=_hash(_packed(tuple(sorted([hashed for hashed in hashes if hashed & 1])))),
        bands=_bands(folded),
        light_chars=tuple(0 if heavy else len(text) for text, heavy in zip(sentences, weighty, strict=True)),
        chars=len(folded),
    )


def is_repost(later: Sketch, sentences: tuple[int, ...], publisher: str | None) -> bool:
    """Say whether an article repeats one with these sentences and publisher.

    Every sentence that carries a fact must stand in both, as often; of the others a tenth of the text may differ.
    """
    if later.publisher != publisher:
        return False
    mine, theirs = Counter(later.sentences), Counter(sentences)
    if any(hashed & 1 for hashed in ((mine - theirs) + (theirs - mine))):
        return False
    alone = mine - theirs
    light = sum(chars for hashed, chars in zip(later.sentences, later.light_chars, strict=True) if hashed in alone)
    return light <= MAX_LIGHT_SHARE * later.chars


class Original(NamedTuple):
    """The article that another one repeats."""

    number: int
    article_id: str
    sentences: tuple[int, ...]


class Reposts:
    """Finds, for each article of a run, the earlier one that it repeats; keeps its tables in the journal."""

    def __init__(self, sql: sqlite3.Connection, *, run: int) -> None:
        self._sql = sql
        self._run = run

    def known(self, number: int) -> bool:
        """Say whether an article has been compared already."""
        return self._sql.execute("SELECT 1 FROM sketches WHERE number = ?", (number,)).fetchone() is not None

    def original(self, number: int, *, position: int, drawn: Sketch) -> Original | None:
        """Return the first article of this run's inputs that an article repeats, and remember the article.

        The answer depends on the inputs and their order alone, not on what has been finished when.
        """
        found = next((o for o in self._candidates(drawn, position) if o is not None), None)
        self._sql.execute(
            "INSERT OR REPLACE INTO sketches VALUES (?, ?, ?, ?, ?, ?)",
            (
                number,
                found.number if found else None,
                drawn.article_id,
                drawn.publisher,
                drawn.facts,
                _packed(drawn.sentences),
            ),
        )
        if found is None:
            self._sql.executemany(
                "INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, number) for band in set(drawn.bands))
            )
        return found

    def _candidates(self, drawn: Sketch, position: int) -> Iterator[Original | None]:
        marks = ",".join("?" * len(drawn.bands))
        rows = self._sql.execute(
            f"SELECT DISTINCT number, article_id, publisher, sentences FROM bands JOIN sketches USING (number) "
            f"JOIN articles USING (number) WHERE band IN ({marks}) AND facts = ? AND run = ? AND position < ? "
            f"ORDER BY position LIMIT ?",
            (*drawn.bands, drawn.facts, self._run, position, MAX_CANDIDATES),
        ).fetchall()
        for number, article_id, publisher, packed in rows:
            sentences = _unpacked(packed)
            if is_repost(drawn, sentences, publisher):
                yield Original(number, article_id, sentences)


def _bands(folded: str) -> tuple[int, ...]:
    from rensa import RMinHash  # type: ignore[import-untyped]  # it ships no types

    runs = [folded[at : at + SHINGLE_CHARS] for at in range(max(1, len(folded) - SHINGLE_CHARS + 1))]
    signature = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    signature.update(runs)
    width = PERMUTATIONS // BANDS
    packed = struct.pack(f"<{PERMUTATIONS}I", *signature.digest())
    return tuple(_hash(bytes([band]) + packed[band * width * 4 : (band + 1) * width * 4]) for band in range(BANDS))


def _hash(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=_HASH_BYTES).digest(), "little", signed=True)


def _packed(hashes: tuple[int, ...]) -> bytes:
    return struct.pack(f"<{len(hashes)}q", *hashes)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // _HASH_BYTES}q", packed)

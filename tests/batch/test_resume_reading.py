from __future__ import annotations

from pathlib import Path

from evals.synthetic import Notice
from summarizer.article import Article
from summarizer.reading import iter_articles


def test_a_finished_file_is_hashed_and_not_read_and_keeps_its_id(tmp_path: Path) -> None:
    for number, folder in enumerate(("a", "b", "c")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text(Notice(number).text(chars=200), encoding="utf-8")
    read = [article for article in iter_articles([tmp_path]) if isinstance(article, Article)]
    asked: list[tuple[str, str, str]] = []

    def skim(article_id: str, source: str, sha256: str) -> bool:
        asked.append((article_id, source, sha256))
        return source != read[1].source

    again = [article for article in iter_articles([tmp_path], skim=skim) if isinstance(article, Article)]
    assert asked == [(article.id, article.source, article.sha256) for article in read]
    assert [(article.id, article.source, article.sha256) for article in again] == asked
    assert [bool(article.text) for article in again] == [False, True, False]
    assert again[1] == read[1]

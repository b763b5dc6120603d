"""Bytes to Article: decode, take the article out of its page, clean it, and find its title, date and publisher.

The cleaned text is the coordinate system of every later step: the same bytes always give the same text.
"""

from summarizer.reading.reader import iter_articles, read_article, read_bytes, read_text

__all__ = ["iter_articles", "read_article", "read_bytes", "read_text"]

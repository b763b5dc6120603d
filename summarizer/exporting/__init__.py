"""`ArticleSummary` → files: JSON lines, tables and a digest, each made from the summary alone, and back again."""

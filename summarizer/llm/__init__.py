"""The engine with a model behind it: any OpenAI-compatible endpoint.

Importing this package costs next to nothing: `openai` alone takes more than a second to import, so it and `instructor`
are loaded by `summarizer.llm.extractor.LlmExtractor` on its first request, never before.
"""

from __future__ import annotations

from summarizer.llm.options import LlmOptions, ModeChoice

__all__ = ["LlmOptions", "ModeChoice"]

"""What the house style asks of every file, checked."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import summarizer
from summarizer import errors

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "summarizer"

LAYERS = (
    {"errors", "schema", "article", "extraction"},
    {
        "chunking",
        "comparing",
        "confidence",
        "matching",
        "organisations",
        "patterns",
        "normalising",
        "locating",
        "grounding",
        "merging",
        "prose",
        "rules",
        "vocabulary",
    },
    {"reading", "llm", "cache", "settings", "exporting", "export", "report"},
    {"pipeline", "batch", "api"},
    {"cli", "__main__"},
)
"""Imports point from a later layer to an earlier one, or stay inside a layer. Source: house style, "Target layout"."""

EXCEPTIONS = {("settings", "llm"), ("settings", "rules")}
"""Settings build the engines they name."""


def imports_of(path: Path) -> set[str]:
    """Return the modules of the package that a file imports when it is loaded."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[1] for name in names if name.startswith("summarizer.")}
    return found


def layer_of(module: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if module in layer)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    module = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if module == "__init__":
        return
    for imported in imports_of(path) - {module}:
        allowed = layer_of(imported) <= layer_of(module) or (module, imported) in EXCEPTIONS
        assert allowed, f"{module} imports {imported}"


def test_the_engines_never_import_each_other() -> None:
    for engine, other in (("llm", "rules"), ("rules", "llm")):
        assert not any(other in imports_of(path) for path in (PACKAGE / engine).rglob("*.py"))


@pytest.mark.parametrize("library", ["openai", "instructor"])
def test_only_the_llm_package_imports_the_clients(library: str) -> None:
    pattern = re.compile(rf"^\s*(?:import|from) {library}\b", re.MULTILINE)
    users = {p.relative_to(PACKAGE).parts[0] for p in PACKAGE.rglob("*.py") if pattern.search(p.read_text("utf-8"))}
    assert users == {"llm"}


def test_the_package_never_imports_the_evals() -> None:
    pattern = re.compile(r"^\s*(?:import|from) (?:evals|tests)\b", re.MULTILINE)
    assert [p for p in PACKAGE.rglob("*.py") if pattern.search(p.read_text("utf-8"))] == []


def test_all_public_names_exist_and_are_sorted() -> None:
    assert summarizer.__all__ == sorted(summarizer.__all__)
    assert all(getattr(summarizer, name) is not None for name in summarizer.__all__)
    with pytest.raises(AttributeError):
        summarizer.no_such_name  # noqa: B018


def test_every_error_class_is_public_and_drawn_in_the_tree() -> None:
    classes = [name for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, Exception)]
    assert set(classes) <= set(summarizer.__all__)
    assert all(name in (errors.__doc__ or "") for name in classes)


def test_every_error_class_is_raised_by_a_test() -> None:
    tests = "\n".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("*.py") if p != Path(__file__))
    classes = [name for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, Exception)]
    assert [name for name in classes if name not in tests and name not in ("SummarizerError",)] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "openai, instructor, pydantic, rich, typer, opencc, pypinyin"
    code = f"import sys, summarizer; print([m for m in '{heavy}'.split(', ') if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert printed.stdout.strip() == "[]"


def test_asking_for_help_loads_neither_client_nor_model() -> None:
    code = (
        "import sys; sys.argv = ['summarizer', '--help']\n"
        "import summarizer.cli\n"
        "try: summarizer.cli.main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('openai', 'instructor', 'pydantic', 'opencc') if m in sys.modules], file=sys.stderr)"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert printed.stderr.strip() == "[]"

"""openai, imported without the types of the APIs that no command calls: over half of its import, 0.6 to 0.9 s a run.

openai imports the types of all its APIs, 1,200 modules; this program posts chat completions, files and batches. While
openai is imported, stand-ins answer for the packages named below; then they are gone, and whoever imports those
packages later gets them. What openai itself made of a stand-in meanwhile takes any value where it would tell a type:
so this is for commands, whose process is their own. `import summarizer` leaves openai as it is.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

UNUSED = ("openai.types.beta.", "openai.types.responses.")
"""Packages of 550 modules, with the dot that ends their names."""

ABSENT = "aiohttp"
"""The transport that openai takes where it is told to, and does without where it is missing."""


def import_openai_leanly() -> None:
    """Have openai imported so, by whoever imports it first in this process."""
    if not any(isinstance(finder, _LeanOpenai) for finder in sys.meta_path):
        sys.meta_path.insert(0, _LeanOpenai())


class _LeanOpenai:
    """Finds openai as ever, with a loader that sets the stand-ins up and takes them away again."""

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == "openai" else None
        if spec is not None and spec.loader is not None:
            loader: Any = _Lean(spec.loader)
            spec.loader = loader
        return spec


class _Lean:
    """openai's own loader, with the stand-ins in place while it works."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        module: ModuleType | None = self._loader.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        stand_ins = _StandIns()
        sys.meta_path.insert(0, stand_ins)
        try:
            self._loader.exec_module(module)
        except Exception:  # whatever another openai than ours may need of what isn't there
            _forget("openai.", but=module.__name__)
            sys.meta_path.remove(stand_ins)
            self._loader.exec_module(module)
        else:
            _forget(*UNUSED)
            sys.meta_path.remove(stand_ins)


class _StandIns:
    """Finds and makes the stand-ins."""

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name == ABSENT:
            raise ModuleNotFoundError(f"{name} is not wanted", name=name)
        loader: Any = self
        return ModuleSpec(name, loader, is_package=True) if f"{name}.".startswith(UNUSED) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


class _StandIn(ModuleType):
    """A package in which every name is `typing.Any`."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Any


def _forget(*packages: str, but: str = "") -> None:
    """Have the modules of packages imported anew by whoever asks for them next."""
    for name in [name for name in sys.modules if f"{name}.".startswith(packages) and name != but]:
        del sys.modules[name]
        parent, _, own = name.rpartition(".")
        if parent in sys.modules:
            vars(sys.modules[parent]).pop(own, None)

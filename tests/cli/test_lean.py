"""openai for commands: imported without what none of them calls, and none the worse for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

LEANLY = "from summarizer.cli.lean import import_openai_leanly; import_openai_leanly(); import sys, openai\n"


def python(code: str, *, path: Path = ROOT) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(path)!r}, {str(ROOT)!r}]\n{code}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_hundreds_of_modules_are_not_imported() -> None:
    count = "print(len(sys.modules))"
    plainly, leanly = int(python(f"import sys, openai\n{count}")), int(python(LEANLY + count))
    assert leanly < plainly - 500


def test_commands_import_it_so() -> None:
    code = (
        "import summarizer.cli\n"
        "sys.argv = ['summarizer', '--version']\n"
        "try: summarizer.cli.main()\n"
        "except SystemExit: pass\n"
        "import openai\n"
        "print('openai.types.responses' in sys.modules)\n"
    )
    assert python(code).split()[-1] == "False"
    assert python("import summarizer, openai; print('openai.types.responses' in sys.modules)") == "True"


def test_no_stand_in_is_left() -> None:
    code = LEANLY + (
        "unused = ('openai.types.responses', 'openai.types.beta')\n"
        "assert not [name for name in sys.modules if name.startswith(unused)]\n"
        "assert not hasattr(openai.types, 'responses') and not hasattr(openai.types, 'beta')\n"
        "from openai.types import beta, responses\n"
        "print(responses.Response.__name__, beta.Assistant.__name__, responses.__spec__.loader is not None)\n"
        "import aiohttp\n"
    )
    assert python(code) == "Response Assistant True"


def test_a_response_is_read_as_ever_when_somebody_does_call_that_api() -> None:
    code = LEANLY + (
        "client = openai.OpenAI(api_key='none')\n"
        "assert client.responses and client.beta and client.chat and client.batches and client.files\n"
        "from openai.types.responses import Response\n"
        "from openai._models import construct_type\n"
        "read = construct_type(type_=Response, value={'id': 'r', 'output': [{'type': 'message', 'content': []}]})\n"
        "print(type(read.output[0]).__name__)\n"
    )
    assert python(code) == "ResponseOutputMessage"


def test_the_finder_is_set_up_once() -> None:
    code = LEANLY + "import_openai_leanly(); print(sum('Lean' in type(finder).__name__ for finder in sys.meta_path))"
    assert python(code) == "1"


def test_an_openai_that_needs_what_is_missing_is_imported_whole(tmp_path: Path) -> None:
    beta = tmp_path / "openai" / "types" / "beta"
    beta.mkdir(parents=True)
    (beta / "__init__.py").write_text("LIMIT = 3\n", encoding="utf-8")
    (beta.parent / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "openai" / "__init__.py").write_text("from openai.types.beta import LIMIT\nNEXT = LIMIT + 1\n", "utf-8")
    assert python(LEANLY + "print(openai.NEXT)", path=tmp_path) == "4"


def test_an_openai_that_cannot_be_imported_says_so(tmp_path: Path) -> None:
    (tmp_path / "openai").mkdir()
    (tmp_path / "openai" / "__init__.py").write_text("import no_such_module\n", encoding="utf-8")
    code = LEANLY.replace("import sys, openai", "import sys") + (
        "try: import openai\nexcept ModuleNotFoundError as error: print(error.name, 'openai' in sys.modules)\n"
    )
    assert python(code, path=tmp_path) == "no_such_module False"

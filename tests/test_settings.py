from __future__ import annotations

import pytest

from summarizer.errors import ConfigError
from summarizer.settings import load_settings


def test_variables_are_read_in_capitals_or_not_and_what_is_given_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_MODEL", "from-the-environment")
    monkeypatch.setenv("summarizer_concurrency", "3")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", " ")
    monkeypatch.setenv("SUMMARIZER_NO_SETTING", "x")
    settings = load_settings(model="given", base_url=None)
    assert (settings.model, settings.concurrency, settings.api_key) == ("given", 3, None)
    assert settings.base_url == "http://127.0.0.1:9/v1"
    assert settings.chosen_engine == "llm"


def test_extra_request_fields_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_EXTRA_BODY", '{"top_p": 0.5, "template": {"thinking": true, "tools": false}}')
    settings = load_settings(extra_body={"template": {"thinking": False}})
    assert settings.extra_body == {"top_p": 0.5, "template": {"thinking": False, "tools": False}}
    monkeypatch.setenv("SUMMARIZER_EXTRA_BODY", "null")
    assert load_settings().extra_body == {}


@pytest.mark.parametrize(
    ("variable", "value", "setting"),
    [
        ("SUMMARIZER_EXTRA_BODY", "{", "SUMMARIZER_EXTRA_BODY"),
        ("SUMMARIZER_EXTRA_BODY", "[1]", "extra_body"),
        ("SUMMARIZER_RPM", "0", "rpm"),
        ("OPENAI_BASE_URL", "localhost", "base_url"),
    ],
)
def test_a_bad_variable_is_named(variable: str, value: str, setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert caught.value.setting == setting


def test_an_unknown_setting_is_an_error() -> None:
    with pytest.raises(ConfigError, match="nonsense"):
        load_settings(nonsense=1)


def test_a_stranger_key_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("API_KEY", "of-another-program")
    monkeypatch.setenv("BASE_URL", "http://127.0.0.1:9")
    settings = load_settings()
    assert (settings.api_key, settings.base_url, settings.chosen_engine) == (None, None, "rules")


@pytest.mark.parametrize("variable", ["SUMMARIZER_MODEL", "summarizer_model", "Summarizer_Model"])
def test_one_variable_alone_is_read(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "named")
    assert load_settings().model == "named"


@pytest.mark.parametrize("variable", ["OPENAI_BASE_URL", "openai_base_url"])
def test_one_variable_of_others_alone_is_read(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "http://127.0.0.1:9/v1")
    assert load_settings().base_url == "http://127.0.0.1:9/v1"


def test_settings_are_the_same_kind_of_value_with_and_without_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = load_settings(engine="rules")
    monkeypatch.setenv("SUMMARIZER_ENGINE", "rules")
    assert load_settings().model_dump() == quiet.model_dump()
    assert isinstance(load_settings(), type(quiet))
    with pytest.raises(ValueError, match="frozen"):
        load_settings().engine = "llm"  # type: ignore[misc]

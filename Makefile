# Everything a fresh machine needs is Python >= 3.11, make and a package registry.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo test check format lint types browser eval soak bench lock clean

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

# pip compiles what it installs, but no editable package; where Python may not write bytecode, every start would.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q summarizer
	@touch $(STAMP)

install: $(STAMP) ## Create .venv with what is locked

demo: $(STAMP) ## The main job on shipped articles: JSONL out, and one article shown
	@mkdir -p out
	$(BIN)/summarizer run fixtures/dev/articles --engine rules --overwrite -o out/demo.jsonl
	$(BIN)/summarizer show fixtures/dev/articles/d01_short_notice.txt --engine rules

test: $(STAMP) ## All tests, offline
	$(BIN)/python -m pytest

format: $(STAMP) ## Rewrite the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

check: lint types test ## Format check, lint, strict types, tests

browser: ## Install Chromium for the tests of the review page (they are skipped without one)
	bash scripts/install_browser.sh

eval: $(STAMP) ## Score both offline engines on the fixtures, with the gate
	$(BIN)/python -m evals run --engine rules --split all -o out/eval/rules --gate evals/baseline.json
	$(BIN)/python -m evals run --engine recorded --split all -o out/eval/recorded --gate evals/baseline.json

soak: $(STAMP) ## 10,000 articles against a faulty endpoint, with kill -9 (about half an hour)
	$(BIN)/python -m evals.soak

bench: $(STAMP) ## Print start-up times and the rules engine's speed
	$(BIN)/python -m evals.bench

lock: $(STAMP) ## Resolve pyproject.toml anew into requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --universal --all-extras --group dev --group build --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --upgrade --quiet --python-version 3.11 -o requirements.lock

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache

# Everything the project does, by name. Only Python ≥ 3.11 and make are needed beforehand.

PYTHON_IN_VENV = .venv/bin/python
BUILD_DOCS = .venv/bin/zensical build --clean --strict
JOBS ?= 2
DEMO ?= demo
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-full check bench docs serve lock catalogue schema pages clean

help: ## list what can be asked for
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

setup: ## make .venv with everything in it (quick when nothing changed)
	@tools/setup.sh

demo: setup ## an invented mission through the whole cycle; says where the brief lies
	@.venv/bin/peaceops demo $(DEMO)

test: setup ## the tests, without the long ones
	@$(PYTHON_IN_VENV) -m pytest -m "not full" -n $(JOBS)

test-full: setup ## the long tests: real countries, whole runs, a set-up from nothing, the docs
	@tools/stage.sh "long tests" $(PYTHON_IN_VENV) -m pytest -m full -n $(JOBS) --dist loadfile --durations=15
	@tools/stage.sh "docs" $(BUILD_DOCS)

check: setup ## style, types and who may import whom
	@tools/stage.sh "ruff check" $(PYTHON_IN_VENV) -m ruff check --quiet
	@tools/stage.sh "ruff format" $(PYTHON_IN_VENV) -m ruff format --check --quiet
	@tools/stage.sh "mypy" $(PYTHON_IN_VENV) -m mypy
	@tools/stage.sh "imports" .venv/bin/lint-imports --no-logo

bench: setup ## measure speed and size (benchmarks/); never part of the tests
	@$(PYTHON_IN_VENV) -m benchmarks

docs: setup ## build the documentation into site/
	@$(BUILD_DOCS)

serve: setup ## serve a mission's registers: make serve DEMO=folder PORT=8000
	@.venv/bin/peaceops serve $(DEMO) --port $(PORT)

catalogue: setup ## gather the sentences that wait for translation
	@$(PYTHON_IN_VENV) -m tools.gather_sentences

schema: setup ## write the form of strategy files and the API's description anew
	@.venv/bin/peaceops strategy schema >docs/reference/strategy.schema.json
	@$(PYTHON_IN_VENV) -m tools.build_api

pages: setup ## write the reference pages that are made from the code anew
	@$(PYTHON_IN_VENV) -m tools.build_pages

lock: ## make the locks anew with uv (UPGRADE=1 takes newer versions)
	@tools/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## remove what can be made again; the environment stays
	@rm -rf build dist site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	@find . -name __pycache__ -type d -not -path "./.venv/*" -prune -exec rm -rf {} +

# The commands of this project. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
.SILENT:
.PHONY: help run test check format data bench lock messages

PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
OURS := cms home stories tests celery_app.py manage.py

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUNBUFFERED := 1

# $(call step,what it does,command): says it, does it, says how long it took.
define step
	echo "==> $(1)"; started=$$SECONDS; $(2); echo "    done in $$((SECONDS - started)) s"
endef

help: ## list these commands
	sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '  %-14s %s\n' "$$name" "$$text"; done

run: .venv/installed-for-run ## serve the site: make run, or make run PORT=8123
	exec $(MANAGE) serve --host $(HOST) --port $(PORT)

test: .venv/installed-for-work ## run every test, the core ones on PostgreSQL too
	$(BIN)/python -m tests.run $(ARGS)

check: .venv/installed-for-work ## format, lint, types, import rules, Django's checks, translations, dependencies
	$(BIN)/python -m tests.check

format: .venv/installed-for-work ## put code and templates into the project's format
	$(call step,Formatting Python,$(BIN)/ruff check --quiet --fix $(OURS); $(BIN)/ruff format --quiet $(OURS))
	$(call step,Formatting templates,git ls-files -z 'templates/*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2)

data: .venv/installed-for-run ## import the open data sets (OPEN_DATA_DIR names a folder that has them already)
	$(call step,Bringing the database up to date,$(MANAGE) migrate --verbosity 0)
	$(call step,Importing ZIP areas,$(MANAGE) import_zip_areas)

bench: .venv/installed-for-work ## measure performance (never part of make test)
	echo "There is no benchmark yet; bench/README.md says what will be measured."

messages: .venv/installed-for-work ## collect the texts to translate and compile the Spanish catalog
	$(call step,Collecting texts (needs gettext),$(MANAGE) makemessages --locale es --no-location --no-wrap --ignore .venv --ignore var --ignore tests)
	$(call step,Compiling the catalog,$(MANAGE) compile_catalog)

lock: ## choose new versions of all dependencies (UPGRADE=1), or lock an added one
	$(call step,Making a place for uv,$(PYTHON) -m venv .venv/lock && .venv/lock/bin/pip install --quiet uv)
	cd requirements
	for name in base production dev; do
	  $(call step,Locking $$name.txt,../.venv/lock/bin/uv pip compile --quiet $(if $(UPGRADE),--upgrade) --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-annotate --no-header $$name.in --output-file $$name.txt)
	done

.venv/bin/python:
	if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
	  echo "Kinship needs Python 3.11; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo not installed)."
	  echo "Install it, or say where it is: make run PYTHON=/path/to/python3.11"
	  exit 1
	fi
	$(call step,Making a virtual environment in .venv,$(PYTHON) -m venv .venv)

# Each stamp is older than its lock exactly when the lock has changed since.
.venv/installed-for-run: requirements/base.txt | .venv/bin/python
	$(call step,Installing what the site needs,$(BIN)/python -m pip install --quiet --require-hashes -r requirements/base.txt)
	touch $@

.venv/installed-for-work: requirements/dev.txt | .venv/bin/python
	$(call step,Installing what the checks and tests need,$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt)
	touch $@
	touch .venv/installed-for-run

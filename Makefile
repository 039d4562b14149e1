# The commands of this project. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
.SILENT:
.PHONY: help run test check format data data-check bench lock messages \
  check-format check-types check-imports check-django check-translations check-dependencies

PORT ?= 8000
ADDRESS ?= 127.0.0.1
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
OURS := cms home stories tests bench requirements/audit.py celery_app.py manage.py
TEMPLATES := git ls-files -z 'templates/*.html'
TEST_OPTIONS ?= -n 2 --dist loadgroup --cov --cov-report=term
# Secrets that protect nothing, so that the production settings can be checked anywhere.
AS_PRODUCTION := DJANGO_SETTINGS_MODULE=cms.settings.production PUBLIC_URL=https://example.org ALLOWED_HOSTS=example.org \
  SECRET_KEY=check-0123456789-abcdefghijklmnopqrstuvwxyz-only-for-this-check EMAIL_URL=smtp://mail.example.org ENCRYPTION_KEYS=Y2hlY2stb25seS1rZXktMDEyMzQ1Njc4OWFiY2RlZmc=

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUNBUFFERED := 1

# $(call step,what it does,command): says it, does it, says how long it took.
define step
	echo "==> $(1)"; started=$$SECONDS; $(2); echo "    done in $$((SECONDS - started)) s"
endef

help: ## list these commands
	sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '  %-14s %s\n' "$$name" "$$text"; done

run: .venv/installed-for-run ## serve the site: make run, or make run PORT=8123
	exec $(MANAGE) serve --host $(ADDRESS) --port $(PORT)

# The last lines printed are those of the whole suite; a failure of either run is a failure.
test: .venv/installed-for-work ## run every test, the core ones on PostgreSQL too (ARGS="tests/letters -x" for some)
	$(if $(ARGS),exec $(BIN)/python -m pytest $(ARGS))
	failed=0
	$(call step,Core tests on PostgreSQL,$(BIN)/python -m tests.servers.postgres -- $(BIN)/python -m pytest -q -m core || failed=1)
	echo "==> Every test on SQLite"
	$(BIN)/python -m pytest $(TEST_OPTIONS) || failed=1
	exit $$failed

check: check-format check-types check-imports check-django check-translations check-dependencies ## everything but the tests
	count() { git ls-files -z "$$@" | xargs -0 cat | grep -c '[^[:space:]]'; }
	echo "Lines: $$(count 'cms/*.py' 'home/*.py' 'stories/*.py' ':!*/migrations/*') of code, $$(count 'tests/*.py') of tests."
	echo "Every check passed."

check-format: .venv/installed-for-work
	$(call step,Python: format and lint (ruff),$(BIN)/ruff format --check --quiet $(OURS); $(BIN)/ruff check --quiet $(OURS))
	$(call step,Templates: format (djade),$(TEMPLATES) | xargs -0 -r $(BIN)/djade --check --target-version 5.2)

check-types: .venv/installed-for-work
	$(call step,Types (mypy --strict),$(BIN)/mypy $(OURS))

check-imports: .venv/installed-for-work
	$(call step,Import rules (import-linter),$(BIN)/lint-imports --no-logo)

check-django: .venv/installed-for-work
	$(call step,Django: development settings,$(MANAGE) check --fail-level WARNING)
	$(call step,Django: production settings,$(AS_PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING)
	$(call step,Migrations: none missing and all named,$(MANAGE) makemigrations --check --dry-run; \
	  if git ls-files '*/migrations/*_auto_*' | grep .; then echo "Give these migrations a name."; exit 1; fi)

check-translations: .venv/installed-for-work
	$(call step,Spanish: nothing missing and compiled,$(MANAGE) compile_catalog --check)

check-dependencies: .venv/installed-for-work
	$(call step,Lock: no registry addresses,if grep -nE '://|index-url|find-links|trusted-host' requirements/*.txt requirements/*.in; then exit 1; fi)
	$(call step,Lock: known vulnerabilities (pip-audit),$(BIN)/python requirements/audit.py)

format: .venv/installed-for-work ## put code and templates into the project's format
	$(call step,Formatting Python,$(BIN)/ruff check --quiet --fix $(OURS); $(BIN)/ruff format --quiet $(OURS))
	$(call step,Formatting templates,$(TEMPLATES) | xargs -0 -r $(BIN)/djade --target-version 5.2)

# One source that cannot be reached does not stop the others; the exit status tells of it.
data: .venv/installed-for-run ## import the open data sets (OPEN_DATA_DIR names a folder that has them already)
	$(call step,Bringing the database up to date,$(MANAGE) migrate --verbosity 0)
	failed=0
	$(call step,Importing ZIP areas,$(MANAGE) import_zip_areas || failed=1)
	$(call step,Importing districts,$(MANAGE) import_districts || failed=1)
	$(call step,Importing Congress,$(MANAGE) import_congress || failed=1)
	$(call step,Importing district offices,$(MANAGE) import_district_offices || failed=1)
	$(call step,Importing governors,$(MANAGE) import_governors || failed=1)
	$(call step,Importing U.S. Attorney offices,$(MANAGE) import_us_attorneys || failed=1)
	$(call step,Importing newspapers,$(MANAGE) import_newspapers || failed=1)
	$(MANAGE) data_health
	exit $$failed

data-check: .venv/installed-for-run ## ask for the districts of every ZIP area and count the answers
	$(call step,Asking for every ZIP area,$(MANAGE) data_check)

bench: .venv/installed-for-work ## measure performance, never part of make test (ARGS="--postgres --rounds 1" for more, or less)
	$(call step,Imports at full size,$(BIN)/python -m bench.imports $(ARGS))
	$(call step,Queueing letters,$(BIN)/python -m bench.letters $(ARGS))
	$(call step,Sending letters,$(BIN)/python -m bench.sending $(ARGS))
	$(call step,Cleaning a photo,$(BIN)/python -m bench.story_photo)
	$(call step,The queue of stories,$(BIN)/python -m bench.story_queue $(ARGS))
	$(call step,Five thousand stories,$(BIN)/python -m bench.stories $(ARGS))

messages: .venv/installed-for-work ## collect the texts to translate and compile the Spanish catalog
	$(call step,Collecting texts (needs gettext),$(MANAGE) makemessages --locale es --no-location --no-wrap --ignore .venv --ignore var --ignore tests)
	$(call step,Compiling the catalog,$(MANAGE) compile_catalog)

lock: ## choose new versions of all dependencies (UPGRADE=1), or lock an added one
	$(call step,Making a place for uv,$(PYTHON) -m venv .venv/lock && .venv/lock/bin/pip install --quiet uv)
	cd requirements
	# Extras stay in the lock: else pip refuses it on the day a newer version of a package asked for with extras appears.
	for name in base production dev; do
	  $(call step,Locking $$name.txt,../.venv/lock/bin/uv pip compile --quiet $(if $(UPGRADE),--upgrade) --python-version 3.11 \
	    --generate-hashes --no-strip-extras --no-emit-index-url --no-annotate --no-header $$name.in --output-file $$name.txt)
	done

.venv/bin/python:
	if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
	  echo "Kinship needs Python 3.11; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo not installed)."
	  echo "Install it, or say where it is: make run PYTHON=/path/to/python3.11"
	  exit 1
	fi
	$(call step,Making a virtual environment in .venv,$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; })

# Each stamp is older than its lock exactly when the lock has changed since.
.venv/installed-for-run: requirements/base.txt | .venv/bin/python
	$(call step,Installing what the site needs,$(BIN)/python -m pip install -qq --require-hashes -r requirements/base.txt)
	touch $@

.venv/installed-for-work: requirements/dev.txt | .venv/bin/python
	$(call step,Installing what the checks and tests need,$(BIN)/python -m pip install -qq --require-hashes -r requirements/dev.txt)
	touch $@
	touch .venv/installed-for-run

# Three commands: `make briefing`, `make lab` and `make test`. Everything they need is installed by them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Stamped, so that a second run installs nothing and runs only what has changed.
INSTALLED := $(VENV)/.installed
NOTEBOOKS := $(wildcard notebooks/0*.ipynb)
PAPERS := $(NOTEBOOKS:notebooks/%.ipynb=reports/%.pdf)
PACKAGE := $(shell find taian_analysis data/raw -type f -not -name '*.pyc')
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Where it is set, each of the many processes of tests and notebooks would compile every package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: briefing lab test lock clean
.DEFAULT_GOAL := briefing

# The three lines of findings come last, whatever ran before.
briefing: $(INSTALLED)
	@echo "[1/4] data/processed/"
	@$(BIN)/taian build
	@echo "[2/4] notebooks"
	@$(MAKE) --no-print-directory -j2 papers
	@echo "[3/4] reports/taian-evidence.html"
	@$(BIN)/taian evidence
	@echo "[4/4] reports/taian-briefing.pdf"
	@$(BIN)/taian briefing

# JupyterLab on the notebooks, for people who come to work rather than to print.
lab: $(INSTALLED)
	@$(BIN)/jupyter lab --notebook-dir=. notebooks/06_your_report.ipynb

.PHONY: papers
papers: $(PAPERS)

reports/%.pdf: notebooks/%.ipynb $(PACKAGE) $(INSTALLED)
	@$(BIN)/jupyter nbconvert --log-level ERROR --to briefing --execute --output-dir reports $<
	@echo $@

test: $(INSTALLED)
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(MAKE) --no-print-directory -j2 types suite

.PHONY: types suite
types: $(INSTALLED)
	@$(BIN)/python -m mypy

suite: $(INSTALLED)
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) from requirements.lock, once; this takes a minute or two ..."
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(PIP) install --no-compile -r requirements.lock # Python compiles what is used, when it is
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# Needs uv; writes the lock file anew.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -o requirements.lock

clean:
	rm -rf $(VENV) reports/*.pdf reports/*.html

# make run     the program on this machine, with demonstration data where the database is empty
# make test    everything that must hold: ruff, mypy, the floors, all tests (browser included)
# make check   only ruff, mypy and the floors
# make bench   the figures of tests/bench
# make screens the pictures of docs/screens, taken from the running program
# make torture 2,000 broken workbooks, imports killed 100 times, a year of 800 rectification items: nothing
#              may be lost, stuck or late
# Every target sets itself up: Python 3.11 must be there, nothing else.

PYTHON ?= python3.11
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/run.ready
TEST_READY := $(VENV)/test.ready

# An environment that is broken or was carried here from another path is made anew.
ifeq ($(shell head -2 $(BIN)/pip 2>/dev/null | grep -F "$(CURDIR)/$(BIN)/" && $(BIN)/python -m pip --version),)
$(shell rm -f $(RUN_READY))
endif

.PHONY: run test check bench screens torture browser
.DELETE_ON_ERROR:

define FREE_PORT
import socket, sys
for port in range(int(sys.argv[1]), 65536):
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            continue
        print(port)
        break
endef
export FREE_PORT

run: $(RUN_READY)
	@$(BIN)/python -m data migrate
	@$(BIN)/python -m data demo
	@port=$$($(BIN)/python -c "$$FREE_PORT" $(PORT)) && \
	echo "Open http://127.0.0.1:$$port (stop with Ctrl-C)" && \
	exec $(BIN)/python -m streamlit run app.py --server.address 127.0.0.1 --server.port $$port \
	    --server.headless true --browser.gatherUsageStats false

# A file is compiled once and not by each program that a test starts; long files come first (tests/conftest.py).
test: export PYTHONDONTWRITEBYTECODE =
test: check browser
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(TEST_READY)
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports --no-logo

bench: $(TEST_READY) browser
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.bench_intake
	@$(BIN)/python -m tests.bench.intake
	@$(BIN)/python -m tests.bench.pages

screens: $(TEST_READY) browser
	@$(BIN)/python -m tests.browser.screens

torture: $(TEST_READY)
	@$(BIN)/python -m tests.torture
	@$(BIN)/python -m tests.torture.killed
	@$(BIN)/python -m tests.torture.year

$(RUN_READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || \
	    { echo "Python 3.11 is needed and '$(PYTHON)' is not it: install python3.11, or say PYTHON=/path/to/it."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	    { echo "Python's venv module is missing: install python3.11-venv."; exit 1; }
	@test -f $@ || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the packages of requirements.txt"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

$(TEST_READY): tests/requirements.txt $(RUN_READY)
	@echo "Installing the packages of tests/requirements.txt"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt -r tests/requirements.txt
	@touch $@

# The browser tests drive the distribution's Chromium and need a font with Chinese characters.
APT := DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -q
browser:
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing="chromium"; \
	command -v fc-list >/dev/null && fc-list :lang=zh | grep -q . || missing="$$missing fontconfig fonts-wqy-zenhei"; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing for the browser tests:$${missing:+ }$$missing"; \
	    $(APT) update >/dev/null && $(APT) install -y --no-install-recommends $$missing >/dev/null && exit 0; \
	fi; \
	echo "The browser tests need these packages of the distribution, please install them: $$missing"; exit 1

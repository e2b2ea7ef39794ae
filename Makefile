# Two commands: `make run` opens the workstation, `make test` passes every check. Both set up what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
PIP := $(PY) -m pip install -q --disable-pip-version-check --require-hashes

BUILD := build/venv/bin/python

.PHONY: setup run test checked tested bundle deb deb-test windows mutation lock clean
setup: .venv/program

run: setup
	@$(PY) -m ldn_calc gui

test: .venv/tests
	$(PY) -m ruff check .
	@$(MAKE) --no-print-directory -j 2 checked tested

# The two halves of `make test`, at once: mypy keeps one core busy while each of pytest's two collects its tests.
checked:
	$(PY) -m mypy
	.venv/bin/lint-imports

tested:
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest

# The folder dist/ldn-calc, built in an environment of its own and run.
bundle: build/venv/ready
	$(BUILD) installer/bundle.py

deb: bundle
	$(BUILD) installer/deb.py

# As root: two builds compared, the package on a bare Debian: installed, run, upgraded, removed. Takes minutes.
deb-test: build/venv/ready
	$(BUILD) installer/bundle.py --twice
	$(BUILD) installer/deb.py
	$(BUILD) installer/deb_test.py

# As root on Debian: the installer for Windows, built and tried out under Wine. Takes minutes.
windows: build/venv/ready
	@sh installer/debian.sh $$(cat installer/debian-windows.txt)
	$(BUILD) installer/windows/build_setup.py --twice
	$(BUILD) installer/windows/try_out.py

# All mutants take hours; SAMPLE=500 takes that many, the same ones each time.
mutation: .venv/mutation
	QT_QPA_PLATFORM=offscreen nice -n 10 $(PY) benchmarks/mutation.py $(if $(SAMPLE),--sample $(SAMPLE))

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@sh installer/debian.sh python3-venv
	$(PYTHON) -m venv --clear .venv

.venv/program: .venv/bin/python requirements.txt pyproject.toml installer/debian-run.txt
	@sh installer/debian.sh $$(cat installer/debian-run.txt)
	$(PIP) -r requirements.txt
	$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	$(PY) -m compileall -q ldn_calc ui resources
	@touch $@

.venv/tests: .venv/program requirements-test.txt installer/debian-test.txt
	@sh installer/debian.sh $$(cat installer/debian-test.txt)
	$(PIP) -r requirements-test.txt
	@touch $@

build/venv/ready: requirements.txt requirements-bundle.txt installer/debian-run.txt installer/debian-test.txt installer/debian-bundle.txt
	@sh installer/debian.sh python3-venv $$(cat installer/debian-run.txt installer/debian-test.txt installer/debian-bundle.txt)
	$(PYTHON) -m venv --clear build/venv
	$(BUILD) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BUILD) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bundle.txt
	@touch $@

.venv/mutation: .venv/tests requirements-mutation.txt
	$(PIP) -r requirements-mutation.txt
	@touch $@

# Needs uv on the PATH; writes exact versions with hashes and no address of any index.
lock:
	for name in requirements requirements-test requirements-bundle requirements-mutation; do \
	  uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header $$name.in -o $$name.txt || exit 1; \
	done

clean:
	rm -rf .venv build dist mutants

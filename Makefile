# 公开 gongkai。不带参数的 make 列出全部目标。
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PY := $(BIN)/python
WORKERS ?= 2
PYTEST := $(PY) -m pytest -rs
export GONGKAI_DATA ?= $(CURDIR)/var
export NPM_CONFIG_UPDATE_NOTIFIER = false

.NOTPARALLEL:
.PHONY: help setup run demo test fast lint types arch migrations docs golden check bench lock \
	assets test-needs test-sqlite test-postgres

help: ## 列出全部目标
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 16

# ---- 安装 -------------------------------------------------------------------------------------

setup: $(BIN)/.packages assets ## 建立 .venv，装好锁定的依赖和前端资源

$(BIN)/python:
	@tools/venv.sh .venv

$(BIN)/.packages: requirements.lock pyproject.toml | $(BIN)/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

ASSETS := $(if $(wildcard package.json),node_modules/.assets)

assets: $(ASSETS) ## 取得前端资源（npm，按锁定的版本）

node_modules/.assets: package.json package-lock.json $(wildcard tools/*.mjs)
	@command -v npm >/dev/null || { echo "需要 Node.js 和 npm（apt-get install nodejs npm）"; exit 1; }
	npm ci --no-audit --no-fund --loglevel=error
	npm run --silent assets
	@touch $@

lock: setup ## 重新锁定依赖（UPGRADE=1 时升级），带校验值，不含网址
	$(PY) -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--group dev $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements.lock

# ---- 运行 -------------------------------------------------------------------------------------

run: setup ## 一条命令跑起来：数据库、日历、演示县、门户与工作台
	@$(BIN)/gongkai manage migrate --verbosity 0
	@$(BIN)/gongkai demo --if-empty
	@$(BIN)/gongkai serve

demo: setup ## 在空数据库中建立演示县（澄明县）
	@$(BIN)/gongkai manage migrate --verbosity 0
	@$(BIN)/gongkai demo

# ---- 检查与测试 -------------------------------------------------------------------------------

test: setup test-needs check test-sqlite test-postgres ## 全部检查与测试（与持续集成相同）

test-needs:
	@tools/test_needs.sh

# A child process is killed on the tests' own SQLite file: that test has a process to itself.
KILLED := src/gongkai/documents/tests/test_import_killed.py

test-sqlite: setup
	@echo "== 测试：SQLite（含浏览器）"
	$(PYTEST) $(KILLED)
	$(PYTEST) -n $(WORKERS) --dist loadfile --every-address --ignore=$(KILLED)

# On which day a county is built is the same for both databases; test_demo builds one here too.
test-postgres: setup
	@echo "== 测试：PostgreSQL"
	@$(PY) tools/postgres.py $(PYTEST) -n $(WORKERS) --dist loadfile -m "not browser" --database only \
		--ignore=src/gongkai/cli/tests/test_demo_days.py || \
		{ code=$$?; [ $$code = 69 ] && echo "!! 跳过：本机没有 PostgreSQL，PostgreSQL 上的测试未运行" || exit $$code; }

fast: $(BIN)/.packages ## 只测规则：不用数据库，数秒
	@$(PYTEST) --database without --hypothesis-profile fast \
		-o python_files="test_rules*.py test_token*.py" src

check: lint types arch docs-current migrations ## 静态检查：格式、类型、架构、文档、迁移

lint: $(BIN)/.packages ## 代码格式与常见错误（ruff）
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .

types: $(BIN)/.packages ## 类型（mypy --strict）
	@$(BIN)/mypy --no-error-summary src tools

arch: $(BIN)/.packages ## 架构：谁可以引用谁（import-linter）
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

migrations: $(BIN)/.packages ## 数据模型与迁移一致
	@$(BIN)/gongkai manage makemigrations --check --dry-run --verbosity 1

docs: $(BIN)/.packages ## 重新生成由程序算出的文档（docs/reference、docs/flows）
	@$(PY) -m tools.docs

.PHONY: docs-current
docs-current: $(BIN)/.packages
	@$(PY) -m tools.docs --check

golden: setup ## 重写金样文件；提交前请逐行读差异
	GOLDEN=1 $(PYTEST) -m "not browser" tests src

bench: setup ## 性能测量（见 docs/performance.md）
	@$(PY) -m bench

"""`pytest --every-address`: fail unless each address of the site was visited by a test.

Only a run of the whole suite can say so; `make test` gives the option, a partial run does not.
With xdist the workers hand their visits to the controller, which decides.
"""

from typing import Any

import pytest

NEVER_VISITED: dict[str, str] = {}
"""Routes that no test can visit, each with its reason."""

_visited: set[str] = set()
_forgotten: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-address",
        action="store_true",
        help="整套测试结束时核对：站点的每个地址都被测试访问过",
    )


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workeroutput")


def pytest_testnodedown(node: Any, error: object) -> None:
    """xdist: a worker has finished; take over what it visited."""
    _visited.update(getattr(node, "workeroutput", {}).get("visited", []))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    if not config.getoption("--every-address"):
        return
    from tests.visits import routes, visited

    _visited.update(visited)
    if _is_worker(config):
        config.workeroutput["visited"] = sorted(_visited)
        return
    _forgotten.extend(sorted(set(routes()) - _visited - set(NEVER_VISITED)))
    if _forgotten and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _forgotten:
        terminalreporter.section("没有被任何测试访问的地址", red=True)
        for route in _forgotten:
            terminalreporter.line(f"/{route}")

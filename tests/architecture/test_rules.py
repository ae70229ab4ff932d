"""What machines hold: contracts of imports, style, types, sizes, the shape of the tree."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "skilldesk"
MODULES = sorted(PACKAGE.rglob("*.py"))

LARGEST_MODULE = 600
LARGEST_FUNCTION = 60

TOP_LEVEL = {"skilldesk", "resources", "migrations", "tests", "pyproject.toml", "build.spec", "README.md"}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("-m", "ruff", "check", "--no-cache", "."), id="ruff"),
        pytest.param(("-m", "ruff", "format", "--no-cache", "--check", "."), id="format"),
        pytest.param(("-m", "mypy"), id="mypy"),
        pytest.param(
            ("-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"), id="imports"
        ),
    ],
)
def test_the_tree_is_clean(command: tuple[str, ...]) -> None:
    done = run(*command)

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_is_longer_than_it_may_be() -> None:
    long = {
        str(path): lines
        for path in MODULES
        if (lines := len(path.read_text("utf-8").splitlines())) > LARGEST_MODULE
    }

    assert long == {}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_function_is_longer_than_it_may_be() -> None:
    long = [
        f"{path.name}:{node.name}"
        for path in MODULES
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > LARGEST_FUNCTION
    ]

    assert long == []


def test_every_test_module_stands_where_what_it_tests_stands() -> None:
    own = {"architecture", "benchmarks", "support", "data"}
    orphans = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.relative_to(ROOT / "tests").parts[0] not in own and not has_subject(path)
    ]

    assert orphans == []


def has_subject(path: Path) -> bool:
    """A module or a package of that name, or a package around it: a workflow through several modules."""
    place = PACKAGE / path.relative_to(ROOT / "tests").parent
    name = path.stem.removeprefix("test_")
    return (place / f"{name}.py").exists() or (place / name).is_dir() or place.is_dir()


def test_every_folder_of_the_package_has_its_tests() -> None:
    folders = {path.parent.relative_to(PACKAGE) for path in MODULES if path.name != "__init__.py"}
    untested = [str(one) for one in folders if not list((ROOT / "tests" / one).glob("test_*.py"))]

    assert untested == []


def test_nothing_lies_at_the_top_that_was_not_agreed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {line.split("/")[0] for line in listed.splitlines()}

    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_the_wheel_carries_resources_and_migrations() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert set(included) == {"resources", "migrations"}


def test_a_migration_never_imports_the_program() -> None:
    migrations = list((ROOT / "migrations").rglob("*.py"))

    assert migrations
    assert not [path for path in migrations if "skilldesk" in path.read_text("utf-8")]

"""Checking a file, and asking for help, load nothing that takes long and is not needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SLOW = ("icu", "pymysql", "pywikibot", "sqlalchemy")
SCRIPT = f"""
import sys
from bot.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("loaded:", *(name for name in {SLOW} if name in sys.modules))
"""
DECLARATION = "name: Women in Physics 2026\nstart: 2026-11-01\nend: 2026-11-31\npoints:\n  bytes_addd: 1\n"


@pytest.mark.parametrize("arguments", [("check", "a.yaml"), ("--help",), ("check", "--schema")], ids=str)
def test_nothing_slow_is_loaded(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.yaml").write_text(DECLARATION)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "loaded:"
    assert len(done.stdout) > 200

"""How much is tried."""

import pytest


@pytest.fixture(scope="session")
def every_fragment(request: pytest.FixtureRequest) -> bool:
    """Whether every fragment is tried on every reader, which takes an hour."""
    return bool(request.config.getoption("--every-fragment"))

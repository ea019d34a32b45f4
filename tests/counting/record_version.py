"""Records the code that counts, with its versions: ``python -m tests.counting.record_version``."""

from tests.counting.versions import record

if __name__ == "__main__":
    record()

"""What all tests share."""

import sys
from pathlib import Path

# The tests start wikis with the modules of scripts/, which are not installed with the bot.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

#!/bin/sh
# What the Toolforge job runs; exec, so that the bot itself gets SIGTERM and its exit code is the job's.
set -eu
export PYWIKIBOT_DIR="${PYWIKIBOT_DIR:-$HOME/pywikibot}"
export CAMPAIGNBOT_CONFIG="${CAMPAIGNBOT_CONFIG:-$HOME/bot.yaml}"
exec "$HOME/campaignbot/.venv/bin/python" -m bot run

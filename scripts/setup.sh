# Sourced by the scripts beside it: goes to the repository's root and sets up what is missing. With SETUP=python
# that is Python's packages alone, else PHP, MediaWiki and MariaDB, too.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
	echo 'Python 3.11 or newer is needed, as python3. On Debian 12 or newer: apt-get install python3' >&2
	exit 3
fi
python3 -m scripts.prepare ${SETUP:+"$SETUP"} || exit $?

# Sourced by scripts/demo and scripts/test: goes to the repository's root and sets up what is missing.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
	echo 'Python 3.11 or newer is needed, as python3. On Debian 12: apt-get install python3' >&2
	exit 3
fi
python3 -m scripts.prepare || exit $?

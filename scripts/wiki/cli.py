"""The command `scripts/local-wiki`."""

import argparse
import sys
from collections.abc import Sequence

from . import farm_commands, mariadb, mediawiki, paths, replicas, server, storage
from . import instance as instances
from .instance import Instance
from .problems import SetupProblem, WikiProblem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 fine, 1 the wiki is not running, 3 something is missing."""
    options = _parser().parse_args(arguments)
    single = {"start": _start, "stop": _stop, "status": _status}
    farm = {"start": farm_commands.start, "stop": farm_commands.stop, "status": farm_commands.status}
    try:
        commands = farm if farm_commands.meant(options) else single
        options.name = options.name or (None if commands is farm else "default")
        return commands[options.command](options)
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 3
    except WikiProblem as problem:
        print(problem, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="local-wiki",
        description="A real MediaWiki on this machine, for trying things out. "
        "MEDIAWIKI_ROOT may name another unpacked MediaWiki (1.39 or newer) to run.",
    )
    parser.add_argument("command", choices=("start", "stop", "status"))
    parser.add_argument("--name", help="which wiki or farm, when you want several")
    parser.add_argument(
        "--farm",
        nargs="?",
        const="",
        metavar="LANGUAGES",
        help="several wikis with links between them and unified accounts, as `en,nb,ar`; "
        "`nb@1.39` is one of that version, MEDIAWIKI_ROOT's or Debian's",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=0,
        help="default: the one it had, or a free one; of a farm, its first wiki's",
    )
    parser.add_argument("--language", help="content language of a new wiki (default: en)")
    parser.add_argument("--database", choices=tuple(storage.KINDS), help="of a new wiki (default: sqlite)")
    parser.add_argument("--fresh", action="store_true", help="start: throw the wiki away and begin anew")
    return parser


def _start(options: argparse.Namespace) -> int:
    wiki = mediawiki.find()
    folder = paths.cache_folder() / "wikis" / options.name
    instance = instances.open_existing(wiki, folder)
    port = options.port
    if instance:
        if not options.fresh:
            _check(instance, options)
        server.stop(instance)
        port = port or server.usable(instance.port)
    if not instance or options.fresh:
        manner = instances.Manner(
            options.language or "en", jobs=True, highlight=True, database=options.database or "sqlite"
        )
        instance = instances.create(wiki, folder, manner)
    server.start(instance, port)
    _describe(instance)
    return 0


def _check(instance: Instance, options: argparse.Namespace) -> None:
    """Refuse to go on with a wiki that was made for something else."""
    made = instance.made
    if options.language not in (None, made["language"]):
        what = f"in language {made['language']}"
    elif options.database not in (None, instance.database):
        what = f"on {instance.database}"
    elif made["version"] != instance.mediawiki.version:
        what = f"made by MediaWiki {made['version']}"
    else:
        return
    raise WikiProblem(
        f"The wiki “{options.name}” exists already, {what}. "
        "Add --fresh to throw it away and begin anew, or --name for another wiki."
    )


def _stop(options: argparse.Namespace) -> int:
    instance = _existing(options.name)
    was_running = instance is not None and server.stop(instance)
    print(f"The wiki “{options.name}” {'is stopped' if was_running else 'was not running'}.")
    return 0


def _status(options: argparse.Namespace) -> int:
    instance = _existing(options.name)
    if instance is None or server.running(instance) is None:
        print(f"The wiki “{options.name}” is not running.")
        return 1
    _describe(instance)
    return 0


def _existing(name: str) -> Instance | None:
    folder = paths.cache_folder() / "wikis" / name
    # Stopping and asking needs no program files.
    return instances.open_existing(mediawiki.MediaWiki(folder, ""), folder)


def _describe(instance: Instance) -> None:
    print(f"The wiki is at {instance.url}/ (language {instance.language}).")
    print(f"  accounts       {instances.ADMIN}, password {instances.ADMIN_PASSWORD}")
    print(f"                 {instances.BOT}, password {instances.BOT_PASSWORD}")
    print(f"  for pywikibot  export PYWIKIBOT_DIR={instance.pywikibot_folder}")
    if instance.database == "mariadb":
        port = storage.database_server(instance.folder).port
        print(f"  replica        {mariadb.HOST}:{port}, databases {', '.join(replicas.SHAPES)}")
        print(f"                 credentials {instance.folder / replicas.CREDENTIALS}")

"""`scripts/local-wiki` for farms."""

import argparse
from pathlib import Path

from . import farm as farms
from . import instance as instances
from . import paths
from .farm import Farm, Member
from .instance import Manner
from .problems import WikiProblem

NAME = "farm"


def folder(name: str | None) -> Path:
    """Where the farm of a name is; None: the usual one."""
    return paths.cache_folder() / "wikis" / (name or NAME)


def meant(options: argparse.Namespace) -> bool:
    """Tell whether a command is about a farm: it says so, or names one."""
    return options.farm is not None or farms.open_existing(folder(options.name or "default")) is not None


def start(options: argparse.Namespace) -> int:
    """Start a farm, a new one or one that is there. Raises SetupProblem or WikiProblem."""
    where, name = folder(options.name), options.name or NAME
    wanted = farms.read(options.farm) if options.farm else []
    if options.language or options.database:
        raise WikiProblem(
            "--language and --database are for a single wiki. A farm is written so: --farm en,nb,ar"
        )
    if (where / "wiki.json").exists():
        raise WikiProblem(f"“{name}” is a single wiki. Add --name for another farm.")
    farm = farms.open_existing(where)
    if farm and not options.fresh:
        _check(farm, wanted, name)
        farm.stop()
        farm = farms.with_programs(farm)
    else:
        if farm:
            farm.stop()
            wanted = wanted or [Member(language) for language in farm.wikis]
        if not wanted:
            raise WikiProblem(f"There is no farm “{name}” yet. Say in which languages: --farm en,nb,ar")
        farm = farms.create(where, wanted, Manner(jobs=True, highlight=True))
    farm.start(options.port)
    _describe(farm)
    return 0


def _check(farm: Farm, wanted: list[Member], name: str) -> None:
    """Refuse to go on with a farm that was made of other wikis."""
    made = {language: instance.program_version for language, instance in farm.wikis.items()}
    same = list(made) == [member.language for member in wanted]
    if wanted and not (same and all(member.fits(made[member.language]) for member in wanted)):
        there = ",".join(str(Member(*pair)) for pair in made.items())
        raise WikiProblem(
            f"The farm “{name}” exists already, as {there}. "
            "Add --fresh to throw it away and begin anew, or --name for another farm."
        )


def stop(options: argparse.Namespace) -> int:
    """Stop a farm."""
    farm = farms.open_existing(folder(options.name))
    was_running = farm is not None and farm.stop()
    print(f"The farm “{options.name or NAME}” {'is stopped' if was_running else 'was not running'}.")
    return 0


def status(options: argparse.Namespace) -> int:
    """Tell where a farm is; 1: it is not running, or not all of it."""
    farm = farms.open_existing(folder(options.name))
    if farm is None or not farm.running():
        print(f"The farm “{options.name or NAME}” is not running.")
        return 1
    _describe(farm)
    return 0


def _describe(farm: Farm) -> None:
    print("The farm's wikis are at:")
    for language, instance in farm.wikis.items():
        print(f"  {language:<14} {instance.url}/ (MediaWiki {instance.program_version})")
    print(f"  accounts       {instances.ADMIN}, password {instances.ADMIN_PASSWORD}")
    print(f"                 {instances.BOT}, password {instances.BOT_PASSWORD}")
    print(f"  for pywikibot  export PYWIKIBOT_DIR={farm.pywikibot_folder}")
    print(f"  for the bot    export CAMPAIGNBOT_CONFIG={farm.bot_settings}")

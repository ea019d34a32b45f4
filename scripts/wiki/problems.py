"""What can go wrong in ways a person can mend."""


class SetupProblem(Exception):
    """Something the machine lacks; the message says what to install or do."""


class WikiProblem(Exception):
    """A local wiki that does not start, answer or do what it is told."""

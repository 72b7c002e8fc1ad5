"""`python -m aurakit`: the check of a setup, or with the name of a command the command line."""

import sys


def main() -> int:
    """Run the command; returns the exit status."""
    if sys.argv[1:] and not sys.argv[1].startswith("-"):
        from .cli.entry import main as command_line

        return command_line()
    from .cli.main import main as doctor

    return doctor()


if __name__ == "__main__":
    sys.exit(main())

"""The command line: the bare command opens the app at once; options and commands are read by click."""

from __future__ import annotations

import gc
import os
import sys

from tui_dl import words
from tui_dl.engine.problem import Problem

WRONG_USAGE, INTERRUPTED = 2, 130
COMPLETE = "_TUI_DL_COMPLETE"  # set by a shell that asks what may follow


def run() -> None:
    """Run the command line: data on stdout, talk on stderr; a mistake is one sentence, never a traceback."""
    spoken = [words.language_of_the_environment()]
    try:
        _begin(sys.argv[1:], spoken)
    except Problem as problem:
        print(words.say(spoken[-1], f"problem.{problem.code}", **problem.fields), file=sys.stderr)  # noqa: T201  talk
        sys.exit(WRONG_USAGE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has left: nothing more can be said
        sys.exit(1)


def _begin(arguments: list[str], spoken: list[str]) -> None:
    if COMPLETE in os.environ:
        from tui_dl.cli.commands import main  # noqa: PLC0415  as below

        main.main(arguments, prog_name="tui-dl", complete_var=COMPLETE)
    elif arguments:
        from tui_dl.cli import commands  # noqa: PLC0415  the first screen does not wait for click

        commands.invoke(arguments, spoken)
    else:
        gc.disable()  # as in `open_app`, which is loaded here
        from tui_dl.cli.app import open_app  # noqa: PLC0415

        open_app(None, None)

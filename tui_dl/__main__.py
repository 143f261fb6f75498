"""The command `tui-dl`: one BLAS thread, then the command line."""

from __future__ import annotations

import os

THREAD_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def main() -> None:
    """Run the command line with one BLAS thread, unless the user asked for more."""
    for variable in THREAD_VARIABLES:
        os.environ.setdefault(variable, "1")
    from tui_dl.cli import run  # noqa: PLC0415  NumPy must not be imported before the lines above

    run()


if __name__ == "__main__":
    main()

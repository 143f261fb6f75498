"""The fitting process, `python -P -m tui_dl.session.classical.child`: it waits for its turn before it takes memory."""

from __future__ import annotations

from tui_dl.session.children.inbox import Inbox
from tui_dl.session.children.platform import settle_child, steps_back
from tui_dl.session.classical.slots import slot


def main() -> None:
    """Take a slot, then serve; scikit-learn and its hundred megabytes are loaded in between."""
    settle_child()
    inbox = Inbox()  # from now on it ends with its parent, waiting or not
    taken = slot() if steps_back() else None  # a command's own fits are what somebody sits and waits for
    from tui_dl.session.classical.baselines import serve  # noqa: PLC0415  see above

    serve(inbox, shared=taken is not None)
    if taken is not None:
        taken.close()


if __name__ == "__main__":
    main()

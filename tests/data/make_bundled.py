"""Store scikit-learn's copies of four tables as the compressed arrays that the package bundles."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn import datasets

TARGET = Path(__file__).parents[2] / "tui_dl/data/bundled"


def main() -> None:
    for name in ("iris", "wine", "breast_cancer", "digits"):
        table = getattr(datasets, f"load_{name}")()
        inputs = table.data.astype(np.uint8) if name == "digits" else table.data
        np.savez_compressed(
            TARGET / f"{name}.npz",
            inputs=inputs,
            targets=table.target.astype(np.uint8),
            feature_names=np.array([str(n) for n in table.feature_names]),
            class_names=np.array([str(n) for n in table.target_names]),
        )


if __name__ == "__main__":
    main()

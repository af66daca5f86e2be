"""Weights of the code recognizer; made by `python -m training.code_lines`, not edited by hand."""

from __future__ import annotations

from typing import Final

BIAS: Final = -0.5
# feature:weight in hundredths, separated by a tab
LINES: Final = "run0\t50\nrun5\t-400\nrun8\t-700\nrun3\t-100\n;$\t300\n{$\t300\n}$\t300\n^}\t300\n();$\t400\n);$\t300\n = \t200\n(\t80\ni4\t150\ni2\t80\ni8\t150\ntab\t150\nw_w\t100\nwW\t80\n^def\t200\n^import\t200\n^return\t200\n^from\t20\n.$\t-200\n?$\t-200\n, \t-50\n^-\t-100"

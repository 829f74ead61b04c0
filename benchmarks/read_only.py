"""What all is measured against: python-calamine reads every cell of workbooks and does nothing with it.

`python benchmarks/read_only.py FOLDER_OR_FILE…`
"""

import io
import sys
from pathlib import Path

import python_calamine

for given in map(Path, sys.argv[1:]):
    for path in sorted(given.glob("*.xlsx")) if given.is_dir() else [given]:
        book = python_calamine.load_workbook(io.BytesIO(path.read_bytes()))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)

#!/usr/bin/env python3
"""run_notebook.py NOTEBOOK OUTPUT: runs all cells in the notebook's folder, writes it with what they gave, and prints that."""

import sys
from pathlib import Path

import nbclient
import nbformat

source, output = map(Path, sys.argv[1:])
notebook = nbformat.read(source, as_version=4)
nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(source.parent)}}).execute()
output.parent.mkdir(parents=True, exist_ok=True)
nbformat.write(notebook, output)
for cell in notebook.cells:
    for result in cell.get("outputs", []):
        print(result.get("text") or result["data"]["text/plain"])

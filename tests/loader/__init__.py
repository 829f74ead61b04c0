"""The loader: cells, tables, rows, join."""

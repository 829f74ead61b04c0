"""Workbooks for schools: blank forms to fill in, and their own workbooks with each problem marked in its cell."""

"""Whole forms with the verdicts and cells expected of them, written from the clauses and rulings."""

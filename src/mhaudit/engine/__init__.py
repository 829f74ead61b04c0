"""Judge a rulebook over submissions: columns by key, filters, subjects; wording, level and clause are stamped here."""

"""The seven tables as typed rows, and the words they use: grades, stages, kinds of school, terms."""

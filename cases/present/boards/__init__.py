"""The panels of a board: each a table with its definition, its period and its number, some with a chart."""

"""A whole kind in miniature: the worked example of docs/adding-a-kind.md, installed for the tests only."""

"""Who may do what: a written policy as data, and the product held against it, address by address."""

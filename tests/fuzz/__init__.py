"""The API under generated input: a real server, a program that reads the description and tries everything."""

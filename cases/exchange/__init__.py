"""Cases as tables: files that come in, files that go out."""

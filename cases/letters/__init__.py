"""Letters and mails: typed words, one layout, and one way out."""

"""What stands against a file, as a sentence for whoever brought it."""

from __future__ import annotations

from cases.marks import Filled


class FileFault(ValueError):
    """The file is not taken; the text says what is wrong and what to do.

    `sentence` is marked for translation and `places` fill it in: a page says `words` in the reader's language
    (`cases.wording.told`), while programs and who sent a mail read the text as it is.
    """

    def __init__(self, sentence: str, **places: str) -> None:
        self.words = Filled(sentence, places)
        super().__init__(str(self.words))

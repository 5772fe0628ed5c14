"""The form field for a file: from a page's upload, or from a program as a name with its content in base64."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cases.files.faults import FileFault
from cases.files.looking import Received, check_size, limits, received
from cases.files.types import taken
from cases.wording import told

SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "description": "A file. A call with multipart/form-data takes larger ones than JSON does.",
    "properties": {
        "name": {"type": "string", "description": "Its name with its ending", "maxLength": 255},
        "content": {"type": "string", "description": "Its bytes in base64", "contentEncoding": "base64"},
    },
    "required": ["name", "content"],
    "additionalProperties": False,
}


class FileInput(forms.FileInput):
    """A file chosen on a page; the value comes with the form's other data."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """What was sent under the name."""
        return data.get(name)


class DocumentField(forms.Field):
    """A file that becomes part of a case; answers it as `Received`."""

    widget = FileInput
    json_schema = SCHEMA
    default_error_messages = {
        "required": _("Choose a file."),
        "none": _("Choose a file."),
        "base64": _("The content is no base64."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(help_text=options.pop("help_text", limits()), **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """The endings, for the browser's dialogue."""
        return {"accept": ",".join(f".{one.ending}" for one in taken())}

    def to_python(self, value: Any) -> Received | None:
        """The file, looked at; None for none."""
        if value is None or value == "":
            return None
        try:
            return received(*self._read(value))
        except FileFault as error:
            raise forms.ValidationError(told(error.words), code="file") from error

    def _read(self, value: Any) -> tuple[str, bytes]:
        """Name and content. Nothing larger than the limit is decoded or read."""
        if isinstance(value, UploadedFile):
            check_size(value.size or 0)
            return value.name or "", value.read()
        if not isinstance(value, Mapping):
            raise forms.ValidationError(self.error_messages["none"], code="none")
        name, content = value.get("name"), value.get("content")
        if not isinstance(name, str) or not isinstance(content, str):
            raise forms.ValidationError(self.error_messages["none"], code="none")
        check_size(min(len(content), 1) and max(1, len(content) * 3 // 4 - 2))
        try:
            return name, base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError) as error:
            raise forms.ValidationError(self.error_messages["base64"], code="base64") from error


def file_fields(form: type[forms.Form] | None) -> frozenset[str]:
    """The names of a form's files."""
    if form is None:
        return frozenset()
    return frozenset(name for name, field in form.base_fields.items() if isinstance(field, DocumentField))


def largest_request() -> int:
    """The most bytes of a request that brings a file, its other fields and frames included."""
    most: int = settings.FILE_MAX_BYTES
    return most + settings.DATA_UPLOAD_MAX_MEMORY_SIZE

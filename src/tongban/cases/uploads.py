"""How an upload arrives: in memory only, and never more of it than may be kept. Not here: what is done with it."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from tongban.cases.attachments import LARGEST


class InMemory(FileUploadHandler):
    """Keeps an upload in memory up to one byte more than is allowed; the rest is read and dropped.

    Django's own handlers put large uploads into a temporary file in clear. The file's name may be personal, too.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.content = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - the name is Django's
        self.content.write(raw_data[: max(LARGEST + 1 - self.content.tell(), 0)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.content.seek(0)
        return InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

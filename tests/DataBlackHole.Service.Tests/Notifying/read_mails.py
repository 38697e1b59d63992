"""Prints, as JSON, what Python's email package makes of every message in a Maildir: one object a line."""
import email
import email.policy
import json
import pathlib
import sys

HEADERS = ["Message-ID", "Subject", "From", "To", "Date", "In-Reply-To", "References", "List-Id", "Auto-Submitted",
           "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version"]


def describe(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    defects = [f"{part.get_content_type()}: {defect!r}" for part in message.walk() for defect in part.defects]
    for header in message.values():
        defects += [f"header {header!s:.40}: {defect!r}" for defect in getattr(header, "defects", [])]
    bodies = {part.get_content_type(): part.get_content() for part in message.walk()
              if part.get_content_maintype() == "text" and not part.is_attachment()}
    files = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    return {
        "headers": {name: str(message[name]) for name in HEADERS if message[name] is not None},
        "type": message.get_content_type(),
        "bodies": bodies,
        "files": files,
        "defects": defects,
    }


for folder in sys.argv[1:]:
    for path in sorted(pathlib.Path(folder).glob("new/*")):
        print(json.dumps(describe(path), ensure_ascii=False))

"""`manage.py import_newspapers`: papers from 3DLNews, or from a table (--file papers.csv)."""

from typing import Any

from cms.core.import_command import FileImportCommand
from cms.core.imports import Report
from cms.core.sources import read_file, read_source
from cms.core.tables import decode
from cms.letters.papers import csv_file, three_dl_news
from cms.letters.papers.health import PaperHealth, paper_health
from cms.letters.papers.importing import CSV, THREE_DL_NEWS, import_papers, whole_map

TABLES = (".csv", ".tsv", ".txt")


class Command(FileImportCommand):
    help = "Import newspapers from 3DLNews, or from --file (.csv with the columns of the template, or .json)."

    def read(self, options: dict[str, Any]) -> bytes:
        file = options["file"]
        return read_file(file) if file else read_source(three_dl_news.SOURCE)

    def run_import(self, content: bytes, options: dict[str, Any]) -> Report:
        report, on_map = Report("Newspapers"), whole_map()
        if options["file"].lower().endswith(TABLES):
            rows = csv_file.read_papers(decode(content), on_map=on_map, report=report)
            return import_papers(rows, origin=CSV, on_map=on_map, report=report)
        outlets = three_dl_news.read_outlets(content, report=report)
        return import_papers(outlets, origin=THREE_DL_NEWS, on_map=on_map, report=report)

    def health(self) -> PaperHealth:
        return paper_health()

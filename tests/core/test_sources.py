"""Files of open data arrive whole, from wherever they are, or are refused in one line."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from cms.core.sources import (
    BadSource,
    Source,
    csv_rows,
    download,
    read_file,
    read_json_list,
    read_source,
    read_text,
)
from tests.servers.ports import free_port

BODY = b"state,name\nTX,Ana\n" * 10_000


class Answers(BaseHTTPRequestHandler):
    """/whole is there, /cut breaks off in the middle, /gone is not there."""

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY[: len(BODY) // 2] if self.path == "/cut" else BODY)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the name of the standard library)
        """Tests are quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class TestWhereFrom:
    def test_a_named_file_comes_first_then_the_folder_then_the_public_address(
        self, address: str, tmp_path: Path, settings: Any
    ) -> None:
        (tmp_path / "named.csv").write_bytes(b"named")
        (tmp_path / "folder.csv").write_bytes(b"folder")
        source = Source("folder.csv", f"{address}/whole")
        settings.OPEN_DATA_DIR = ""
        assert read_source(source) == BODY
        settings.OPEN_DATA_DIR = str(tmp_path)
        assert read_source(source) == b"folder"
        assert read_source(source, str(tmp_path / "named.csv")) == b"named"

    def test_a_download_that_breaks_off_is_none(self, address: str) -> None:
        with pytest.raises(BadSource, match=rf"^Cannot fetch {address}/cut \(ChunkedEncodingError\)\. Try --file"):
            download(f"{address}/cut")

    def test_a_page_that_is_gone_is_no_file(self, address: str) -> None:
        with pytest.raises(BadSource, match=r"/gone \(HTTPError\)"):
            download(f"{address}/gone")

    def test_nobody_there_is_one_line(self) -> None:
        with pytest.raises(BadSource, match=r"\(ConnectionError\)\. Try --file, or set OPEN_DATA_DIR\.$") as caught:
            download(f"http://127.0.0.1:{free_port()}/x")
        assert "\n" not in str(caught.value)

    def test_a_folder_is_no_file_and_a_missing_one_is_named(self, tmp_path: Path) -> None:
        for path, reason in ((tmp_path, "Is a directory"), (tmp_path / "none.csv", "No such file or directory")):
            with pytest.raises(BadSource) as caught:
                read_file(path)
            assert str(caught.value) == f"Cannot read {path}: {reason}."


class TestTables:
    def rows(self, text: str) -> list[tuple[str, dict[str, str]]]:
        return list(csv_rows(text.splitlines(), columns=("state", "name")))

    def test_rows_know_their_line_and_short_or_long_ones_do_no_harm(self) -> None:
        assert self.rows('name,state\nAna,TX\n"Li, Bo",MT\nEva\nIda,VT,x,y\n') == [
            ("line 2", {"name": "Ana", "state": "TX"}),
            ("line 3", {"name": "Li, Bo", "state": "MT"}),
            ("line 4", {"name": "Eva", "state": ""}),
            ("line 5", {"name": "Ida", "state": "VT"}),
        ]

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "no column name, state"),
            ("name,county\nAna,TX\n", "no column state"),
            ('name,state\nAna,"TX\nBo,MT\n', "no table that can be read after line 1: unexpected end of data"),
            ('name,state\nAna,"TX\n' + "Bo,MT\n" * 30_000, "no table that can be read .* field larger than"),
            ('name,state\n"Ana"s,TX\n', "no table that can be read"),
        ],
    )
    def test_a_broken_table_is_refused_as_a_whole(self, text: str, reason: str) -> None:
        with pytest.raises(BadSource, match=reason):
            self.rows(text)


class TestText:
    def test_a_byte_order_mark_is_no_letter(self) -> None:
        assert read_text("\ufeffseñal".encode()) == "señal"

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"[1, 2", r"not complete JSON \(line 1\)"),
            (b"", "not complete JSON"),
            (b"<html>Service unavailable</html>", "not complete JSON"),
            (b'{"id": 1}', "should hold a JSON list"),
            ("[1]".encode("utf-16"), "not UTF-8"),
        ],
    )
    def test_what_is_no_list_is_refused(self, data: bytes, reason: str) -> None:
        with pytest.raises(BadSource, match=reason):
            read_json_list(data)

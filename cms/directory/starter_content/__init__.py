"""The directory's starter content: real organizations, described in our own words, nothing guessed."""

from cms.directory.starter_content.elsewhere import ELSEWHERE
from cms.directory.starter_content.entry import Entry
from cms.directory.starter_content.national import NATIONAL
from cms.directory.starter_content.southwest import SOUTHWEST
from cms.directory.starter_content.washington import WASHINGTON

ENTRIES: list[Entry] = [*NATIONAL, *SOUTHWEST, *ELSEWHERE, *WASHINGTON]
SOURCE_ENGLISH = "Facts of 2018, to be checked"
SOURCE_SPANISH = "Datos de 2018, por confirmar"

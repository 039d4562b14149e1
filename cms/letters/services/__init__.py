"""The only writers of letters. Each takes ids or secret links, and never a request."""

from cms.letters.services.by_hand import agree_by_hand, note_self_sent
from cms.letters.services.confirming import ask_again, ask_writer, confirm_letter, find_request
from cms.letters.services.departing import begin_sending
from cms.letters.services.desk import give_up, mark_arrived, send_letter_again
from cms.letters.services.editors import (
    answer_as_editor,
    find_editor_letter,
    settle_address,
    take_back_answer,
    take_back_as_editor,
)
from cms.letters.services.leaving import cancel_letter
from cms.letters.services.merging import merge_papers
from cms.letters.services.outcomes import record_outcome
from cms.letters.services.papers import note_edit, verify_paper
from cms.letters.services.printed import answer_printed, check_printed, hide_printed, remove_printed
from cms.letters.services.replies import erase_forwarded, forward_reply
from cms.letters.services.review import approve_letter, claim_letter, release_letter, return_letter
from cms.letters.services.writing import (
    change_paper,
    choose_kind,
    find_letter,
    save_text,
    save_writer,
    start_letter,
    write_again,
)

__all__ = [
    "agree_by_hand",
    "answer_as_editor",
    "answer_printed",
    "approve_letter",
    "ask_again",
    "ask_writer",
    "begin_sending",
    "cancel_letter",
    "change_paper",
    "check_printed",
    "choose_kind",
    "claim_letter",
    "confirm_letter",
    "erase_forwarded",
    "find_editor_letter",
    "find_letter",
    "find_request",
    "forward_reply",
    "give_up",
    "hide_printed",
    "mark_arrived",
    "merge_papers",
    "note_edit",
    "note_self_sent",
    "record_outcome",
    "release_letter",
    "remove_printed",
    "return_letter",
    "save_text",
    "save_writer",
    "send_letter_again",
    "settle_address",
    "start_letter",
    "take_back_answer",
    "take_back_as_editor",
    "verify_paper",
    "write_again",
]

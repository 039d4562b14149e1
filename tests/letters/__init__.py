"""The proofs of docs/letters.md: which promise is kept by which test.

- Nothing leaves unconfirmed; nothing twice; no slot past a cap, in the past, on a weekend or after a deadline; every
  letter has an end and every writer learns it; whatever happens in whatever order: test_never_unconfirmed (the world
  it plays in is in world/; to add something that may happen, write a function in one of its `by_…` modules)
- No delivery without a confirmation, held by the database itself: test_confirming
- A GET on the confirm link or the editor's link changes nothing: test_views, test_editor_views
- A forged, stolen or replayed link opens and changes nothing: test_bad_input, test_confirming, test_editors, test_views
- Workers killed in the middle lose nothing and send nothing twice: test_load (LOAD_LETTERS=2000 for the whole load),
  tests/faults/test_outbox; two workers on one row: tests/outbox/test_concurrency
- Workers that come back after days send nothing at night, on a weekend or in a heap; one that dies while it gives
  a letter a later time leaves no letter of unknown fate: test_outage
- One reminder, and none of a button that would say no: test_reminding
- A 4xx is tried again under the same Message-ID, a 5xx ends in failed with the writer told, a hang or a lost connection
  after the content is "unknown" and waits for the desk: test_outcomes, test_bad_input
- A bounce flags the paper, days later too; answers reach the writer: test_coming_back, test_replies
- Caps hold under fifty letters at once; the same words reach one of two papers that want them alone: test_concurrency
  (on PostgreSQL too: python -m tests.servers.postgres -- pytest -m core tests/letters)
- One word over the limit is refused and its text kept: test_rules, tests/actions/test_letter_page
- One letter per person and window, in any spelling of the mailbox or the name: test_rules, test_bad_input
- No name, headline or town adds a header or a recipient; other scripts arrive whole: test_bad_input, test_outcomes
- Texts of every bad kind, in each field and step: tests/actions/test_letter_bad_texts
- A paper without a mailbox, with one that is none, with a new one, or turned off while letters wait: test_mailboxes
- A paper that people have written to is not deleted: test_newspaper, desk/test_papers; merged without loss or
  repetition: test_merging
- Each of the editor's answers, and its undoing: test_editors, desk/test_answers
- The whole way with real servers, in both languages: test_full_loop
- An erased letter leaves nothing in the database's file, the broker or the logs: test_canary, test_care
"""

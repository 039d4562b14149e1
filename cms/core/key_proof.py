"""Do the keys in the environment belong to this database? A proof stored in it tells, before anybody is answered."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.crypto import constant_time_compare

from cms.core.crypto import CannotDecrypt, is_current, keyed_hash

PROOF = "These are the keys."
WRONG_ENCRYPTION_KEYS = (
    "None of the ENCRYPTION_KEYS encrypted the private texts in this database. Put back the keys it was used with. "
    "If they are lost for good, run: manage.py accept_keys"
)
WRONG_INDEX_KEY = (
    "BLIND_INDEX_KEY, or SECRET_KEY where that is empty, is not the one this database was used with: receipts, secret "
    "links and earlier letters would not be found. Set BLIND_INDEX_KEY to the former SECRET_KEY. "
    "If that is lost for good, run: manage.py accept_keys"
)


def accept_keys() -> None:
    """From now on the keys in the environment are those of this database."""
    rows = _rows()
    values = {"sealed": PROOF, "index_hash": index_hash()}
    if not rows.update(**values):
        rows.create(**values)


def prove_first_key() -> None:
    """What is written from now on needs the first key: a proof of its own tells so, until all are rotated to it."""
    proofs = dict(_rows().annotate(raw=Cast("sealed", TextField())).values_list("pk", "raw"))
    if not proofs or any(is_current(raw.encode()) for raw in proofs.values()):
        return
    try:
        with transaction.atomic():
            _rows().create(pk=max(proofs) + 1, sealed=PROOF, index_hash=index_hash())
    except IntegrityError:  # another process began at the same moment, with the same key
        return


def key_problems() -> list[str]:
    """What is wrong with the keys, in a sentence each (one query). Without a proof nothing is.

    Raises:
        DatabaseError: when the database does not answer, or has no tables yet.
    """
    return list(_problems())


def keys_fit() -> bool:
    """For /readyz: whether the keys are those of the database."""
    return not key_problems()


def prove_keys() -> list[str]:
    """Asked when a process starts to serve: what is wrong; where nothing is, the first key is proven too."""
    problems = key_problems()
    if not problems:
        prove_first_key()
    return problems


def index_hash() -> str:
    return keyed_hash(PROOF, purpose="core.key_proof")


def _problems() -> Iterator[str]:
    try:
        proof = next(iter(list(_rows().order_by("pk"))), None)  # all of them are opened
    except CannotDecrypt:
        yield WRONG_ENCRYPTION_KEYS
        proof = _rows().defer("sealed").first()
    if proof and not constant_time_compare(proof.index_hash, index_hash()):
        yield WRONG_INDEX_KEY


def _rows() -> Any:
    # Asked for by name: this module is imported by what starts before the models are there.
    return apps.get_model("core", "KeyProof")._default_manager

"""The kinds of e-mail: each app registers its own in its `emails` module."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import get_language

from cms.core.models import SiteSettings
from cms.outbox.models import OutgoingEmail


class UnknownKind(Exception):
    """No app has registered this kind of e-mail."""


class NothingToSend(Exception):
    """Raise it in `render` when the subject is gone or withdrawn: the row ends as cancelled, not as failed."""


class NotYet(Exception):
    """Raise it in `render` after `put_off_email`, when the message may leave only later."""


@dataclass(frozen=True)
class Attachment:
    """A file of text, such as `text/calendar`, with the name under which readers save it."""

    name: str
    content_type: str
    content: str


@dataclass(frozen=True)
class RenderedEmail:
    """One message as it will be sent.

    `from_email` and each of `reply_to` are one address, with or without a name; empty means the campaign's
    name with the address of DEFAULT_FROM_EMAIL, and none. `envelope_from` is a bare address for bounces; empty
    means the address of DEFAULT_FROM_EMAIL. `headers` adds headers, and may replace `Auto-Submitted`.
    `attachments` are written when the e-mail is sent, as all of it: no file rests in the outbox.
    """

    subject: str
    text: str
    html: str = ""
    from_email: str = ""
    reply_to: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    envelope_from: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Reply:
    """What a person answered, as plain text, with the reasons why it may not be all that was written."""

    sender_name: str
    sender: str
    subject: str
    text: str
    was_cut: bool = False
    had_attachments: bool = False


@dataclass(frozen=True)
class EmailKind:
    """How one kind of e-mail is written and who is told what became of it.

    `render` runs when the e-mail is sent, under the row's language, and outside any transaction.
    `on_outcome` runs after each recorded change of status. It may run twice for one change, so it
    must be safe to repeat; what it raises is logged, and it is called again a minute later.
    With `resend_when_unknown=False` a message that may have left is never sent a second time by itself.
    `desk_url` gives the admin page where people decide about this kind, from more than the row knows;
    the outbox then links there and has no buttons of its own.
    `label` is what the outbox calls it in the admin, such as _("Letter to a paper"); empty means `name`.
    `mailbox` is the name before the plus sign in this kind's return addresses (cms.outbox.return_address), and
    `find` gives the e-mail that the token behind the plus sign stands for. `on_reply` takes what a person
    answered, inside a transaction, once; it returns whether it did anything.
    """

    name: str
    render: Callable[[OutgoingEmail], RenderedEmail]
    on_outcome: Callable[[OutgoingEmail], None] | None = None
    resend_when_unknown: bool = True
    desk_url: Callable[[OutgoingEmail], str] | None = None
    label: str | Promise = ""
    mailbox: str = ""
    find: Callable[[str], OutgoingEmail | None] | None = None
    on_reply: Callable[[OutgoingEmail, Reply], bool] | None = None


_kinds: dict[str, EmailKind] = {}


def register(kind: EmailKind) -> EmailKind:
    """Make a kind known; the last one registered under a name counts."""
    _kinds[kind.name] = kind
    return kind


def get_kind(name: str) -> EmailKind:
    """The kind registered under `name`.

    Raises:
        UnknownKind: when there is none.
    """
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"No app has registered the e-mail kind '{name}' in its emails module.") from None


def mailboxes() -> dict[str, Callable[[str], OutgoingEmail | None]]:
    """The names before the plus sign, and how the token behind it is looked up."""
    return {kind.mailbox: kind.find for kind in _kinds.values() if kind.mailbox and kind.find}


def has_own_desk(row: OutgoingEmail) -> bool:
    """Whether people decide about this e-mail elsewhere than in the outbox."""
    kind = _kinds.get(row.kind)
    return kind is not None and kind.desk_url is not None


def desk_url(row: OutgoingEmail) -> str:
    """The page where people decide about this e-mail, empty where there is none (any more)."""
    kind = _kinds.get(row.kind)
    try:
        return kind.desk_url(row) if kind and kind.desk_url else ""
    except NothingToSend:
        return ""


def kind_choices() -> list[tuple[str, str]]:
    """Every registered name with its label, in the order of the labels."""
    return sorted(((name, kind_label(name)) for name in _kinds), key=lambda choice: choice[1])


def kind_label(name: str) -> str:
    """What people call this kind, or its name where nobody has said or knows it any more."""
    kind = _kinds.get(name)
    return str(kind.label) if kind and kind.label else name


def named_address(name: str, address: str) -> str:
    """`"Jane Doe" <jane@example.org>`, safe for any name (quotes, commas, accents, line ends) and any domain.

    A name that looks like an encoded word ("=?utf-8?…") would be decoded, and could then be any name.
    """
    return formataddr((" ".join(name.split()).replace("=?", "= ?"), with_ascii_domain(address)))


def with_ascii_domain(address: str) -> str:
    """The bare address as mail servers take it: `ana@á.org` becomes `ana@xn--1ca.org`."""
    name, _at, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode('ascii')}"


def render_templates(folder: str, context: dict[str, Any]) -> RenderedEmail:
    """The message in `templates/emails/<folder>/`: subject.txt, text.txt and, if there is one, html.html.

    Templates also know `brand`, `run_by` (from the site settings) and `site_url` (the home page in the
    current language). Nothing is escaped in the .txt files: an apostrophe stays an apostrophe.
    """
    context = {**_site_context(), **context}
    return RenderedEmail(
        subject=" ".join(_render(f"emails/{folder}/subject.txt", context, autoescape=False).split()),
        text=_render(f"emails/{folder}/text.txt", context, autoescape=False).strip() + "\n",
        html=_render_optional(f"emails/{folder}/html.html", context),
    )


def _site_context() -> dict[str, str]:
    site = SiteSettings.of_default_site()
    return {"brand": site.brand, "run_by": site.run_by_here, "site_url": f"{settings.PUBLIC_URL}/{get_language()}/"}


def _render(name: str, context: dict[str, Any], *, autoescape: bool) -> str:
    template: Any = get_template(name)
    return str(template.template.render(Context(context, autoescape=autoescape)))


def _render_optional(name: str, context: dict[str, Any]) -> str:
    try:
        get_template(name)
    except TemplateDoesNotExist as error:
        if error.args[0] != name:  # it exists, but extends a page that does not
            raise
        return ""
    return _render(name, context, autoescape=True)

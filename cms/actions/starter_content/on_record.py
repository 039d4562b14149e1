"""Who has spoken out: the page of the starter site."""

from cms.core.stream import callout, text

ENGLISH = {
    "title": "Who has spoken out?",
    "slug": "on-record",
    "summary": "Senators, representatives and governors: where each of them stands, with the source and the day.",
    "body": [
        text(
            "Silence is a position too. So we write down who has said nothing, and when we last looked.",
            "Has yours spoken out? Say thank you: it is rarer than a complaint, and it is remembered. "
            "Has yours said nothing? Ask for one sentence in public.",
        ),
        callout("No source, no entry.", "Each word on record has a date and a link. If one is wrong, tell us."),
    ],
}

SPANISH = {
    "title": "¿Quién ha alzado la voz?",
    "slug": "quien-ha-hablado",
    "summary": "Senadores, representantes y gobernadores: qué postura tiene cada quien, con la fuente y la fecha.",
    "body": [
        text(
            "Callar también es tomar postura. Por eso anotamos quién no ha dicho nada y cuándo lo buscamos.",
            "¿Los suyos ya hablaron? Deles las gracias: se oye menos que una queja, y se recuerda. "
            "¿No han dicho nada? Pídales una frase en público.",
        ),
        callout("Sin fuente no hay registro.", "Cada palabra tiene fecha y enlace. Si algo está mal, avísenos."),
    ],
}

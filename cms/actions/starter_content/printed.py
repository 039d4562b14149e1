"""Printed letters: the page of the starter site."""

from cms.core.stream import callout, text

ENGLISH = {
    "title": "Printed letters",
    "slug": "printed-letters",
    "summary": "Letters from people like you, in the papers their neighbors read.",
    "body": [
        callout("A letter is read twice.", "Once by the editor, and once by the lawmaker's staff, who cut it out."),
        text(
            "We show the headline, the paper and the month, and only if the writer agrees. Never a name, never the "
            "text. Somebody at our letters desk follows each link before it stands here.",
            "Was yours printed? Open the page behind the link in our e-mail and tell us. You can take it off this page "
            "at any time.",
        ),
    ],
}

SPANISH = {
    "title": "Cartas publicadas",
    "slug": "cartas-publicadas",
    "summary": "Cartas de gente como usted, en los periódicos que leen sus vecinos.",
    "body": [
        callout(
            "Una carta se lee dos veces.", "Primero la lee el editor, y luego el equipo del político, que la recorta."
        ),
        text(
            "Mostramos el título, el periódico y el mes, y solo si quien la escribió está de acuerdo. Nunca un nombre, "
            "nunca el texto. Alguien de nuestro equipo abre cada enlace antes de ponerlo aquí.",
            "¿Se publicó la suya? Abra la página del enlace que le mandamos por correo y cuéntenos. Puede quitarla de "
            "aquí cuando quiera.",
        ),
    ],
}

"""Who can use the site, how we know, and where to say that something does not work."""

from cms.core.stream import callout, heading, text

ENGLISH = {
    "title": "A site for everybody",
    "slug": "accessibility",
    "summary": "Every page should work with a screen reader, a keyboard, large text, an old phone and a slow line.",
    "body": [
        callout("If it does not work for you, it is our fault.", "Tell us the page and what happened, in your words."),
        heading("What we aim for"),
        text(
            "<ul><li>Everything works without JavaScript.</li>"
            "<li>Everything can be reached by keyboard, and you can see where you are.</li>"
            "<li>Text can be twice as large, and nothing gets lost.</li>"
            "<li>Dark and light follow what your device is set to.</li>"
            "<li>Plain words, in English and Spanish.</li></ul>",
            "The standard behind it is called WCAG 2.2, level AA.",
        ),
        heading("Not verified"),
        text("Programs test these pages for us. No outside expert has tested them yet."),
    ],
}

SPANISH = {
    "title": "Un sitio para todas las personas",
    "slug": "accesibilidad",
    "summary": (
        "Cada página debe servir con lector de pantalla, teclado, letra grande, teléfono viejo o internet lento."
    ),
    "body": [
        callout("Si algo no le funciona, la falla es nuestra.", "Díganos en qué página y qué pasó, con sus palabras."),
        heading("Lo que buscamos"),
        text(
            "<ul><li>Todo funciona sin JavaScript.</li>"
            "<li>Todo se alcanza con el teclado, y se ve dónde está usted.</li>"
            "<li>La letra puede duplicar su tamaño sin que se pierda nada.</li>"
            "<li>Claro u oscuro, según tenga su aparato.</li>"
            "<li>Palabras sencillas, en español y en inglés.</li></ul>",
            "La norma que seguimos se llama WCAG 2.2, nivel AA.",
        ),
        heading("Sin verificar"),
        text("Unos programas prueban estas páginas. Todavía no las ha probado ningún experto de fuera."),
    ],
}

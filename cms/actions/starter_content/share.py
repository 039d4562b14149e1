"""Tell others: ready-made posts to copy."""

from cms.core.stream import callout, heading, script, steps, text

ENGLISH = {
    "title": "Tell three people",
    "slug": "share",
    "summary": "Posts to copy, in your words or ours. One message to a friend does more than ten posts to strangers.",
    "time_promise": 3,
    "facts_year": 2018,
    "body": [
        steps(
            ("Choose one post below", "Hold your finger on the text, or mark it with the mouse, and copy it."),
            ("Add one line of your own", "Why you care: your child, your grandmother, your street."),
            ("Send it to three people by name", "Then post it, with #FamiliesBelongTogether."),
        ),
        heading("Posts to copy"),
        script(
            "Short, for any network",
            "Children were taken from their parents at the border. No law required it. It can end with one memo. "
            "I called today. Will you? #FamiliesBelongTogether",
        ),
        script(
            "With a number",
            "99% of families in the Family Case Management Program came to their check-ins and court dates, living at "
            "home. The government ended it and locked families up instead. #FamiliesBelongTogether",
        ),
        script(
            "To a friend",
            "Hi [name], I just called our senators about the children at the border. It took five minutes and "
            "they tell "
            "you what to say. Would you do it too? I’ll ask you tonight how it went.",
        ),
        callout("No photos of children, please.", "A picture you meant well can tell someone where a child is."),
        text("Adding a picture? Write one sentence that says what is in it, for people who cannot see it."),
    ],
}

SPANISH = {
    "title": "Cuénteselo a tres personas",
    "slug": "compartir",
    "summary": (
        "Mensajes para copiar, con sus palabras o las nuestras. Un mensaje a un amigo vale por diez publicaciones."
    ),
    "time_promise": 3,
    "facts_year": 2018,
    "body": [
        steps(
            ("Elija un mensaje de abajo", "Deje el dedo sobre el texto, o márquelo con el ratón, y cópielo."),
            ("Agregue una línea suya", "Por qué le importa: su hija, su abuela, su calle."),
            ("Mándelo a tres personas por su nombre", "Después publíquelo con #FamiliesBelongTogether."),
        ),
        heading("Mensajes para copiar"),
        script(
            "Corto, para cualquier red",
            "En la frontera les quitaron los hijos a sus padres. Ninguna ley lo exigía. Un memorando puede terminarlo. "
            "Yo llamé hoy. ¿Y usted? #FamiliesBelongTogether",
        ),
        script(
            "Con un número",
            "El 99% de las familias del Programa de Manejo de Casos Familiares acudió a sus citas y audiencias, "
            "viviendo "
            "en casa. El gobierno lo cerró y prefirió encerrarlas. #FamiliesBelongTogether",
        ),
        script(
            "Para un amigo",
            "Hola, [nombre]: acabo de llamar a nuestros senadores por los niños de la frontera. Son cinco minutos y te "
            "dicen qué decir. ¿Llamas tú también? En la noche te pregunto cómo te fue.",
        ),
        callout("Sin fotos de niños, por favor.", "Una foto con buena intención puede revelar dónde está un niño."),
        text("¿Va a poner una imagen? Escriba una frase que diga qué se ve, para quien no puede verla."),
    ],
}

"""Write to the local paper: the page, its talking points and its questions."""

from cms.actions.starter_content.sources import CODE_1158, INSPECTOR, ZERO_TOLERANCE
from cms.core.stream import callout, fact, heading, questions, steps, text

OPED_PROJECT = "https://www.theopedproject.org/"


def point(title: str, words: str, source: str, url: str = "") -> dict[str, object]:
    return {"type": "point", "value": {"title": title, "text": words, "source": source, "url": url}}


def prompt(words: str) -> dict[str, object]:
    return {"type": "prompt", "value": words}


ENGLISH = {
    "title": "Write to your local paper",
    "slug": "write-a-letter",
    "summary": "Your ZIP code finds the paper. You write, we show you its rules, and it goes to the editor as yours.",
    "time_promise": 15,
    "review": "off",
    "facts_year": 2018,
    "body": [
        steps(
            ("Give your ZIP code", "We show up to three papers near you, and what each one asks for."),
            ("Write in your own words", "An empty box, the paper’s word limit, and a few facts beside it."),
            ("Confirm by e-mail", "Nothing leaves before you press the button. Until then you can take it back."),
        ),
        callout("Editors print people.", "They throw away form letters. So there is no form letter here."),
        heading("What gets a letter printed"),
        text(
            "<ul><li>One point. The first sentence says what it is.</li>"
            "<li>Something you saw, or someone you know. Leave out names of people who could be at risk.</li>"
            "<li>An article in that paper that you agree or disagree with.</li>"
            "<li>A place on the map: your town, your church, your school.</li>"
            "<li>One thing you ask of one person, by name: your senator, your representative, the governor.</li></ul>"
        ),
        questions(
            (
                "Why do you ask for my address and phone?",
                (
                    "Most papers call before they print a letter. Only the editor sees your street, phone and e-mail. "
                    "We keep them encrypted and erase them 28 days after the letter has left."
                ),
            ),
            (
                "Why may I write only once a month?",
                "That is the papers’ rule, not ours. Each paper sets its own time, and we keep to it.",
            ),
            (
                "I have more to say than 250 words.",
                (
                    "Then it may be an op-ed: a longer piece with one argument. The OpEd Project explains how to write "
                    f'one and whom to send it to: <a href="{OPED_PROJECT}">theopedproject.org</a>.'
                ),
            ),
        ),
        fact(
            "The OpEd Project teaches people who are seldom heard to write opinion pieces. Its guides are free.",
            "The OpEd Project",
            OPED_PROJECT,
        ),
    ],
    "writing_help": [
        prompt("What happened to you, or to someone you know?"),
        prompt("Which article are you answering?"),
        prompt("What should your senator or representative do this week?"),
        point(
            "It was a decision",
            "In 2018 the Justice Department told prosecutors to charge every adult who crossed between ports of entry. "
            "No law required it, so no new law is needed to end it.",
            "Justice Department, May 7, 2018",
            ZERO_TOLERANCE,
        ),
        point(
            "Asking for asylum is a right",
            "Anyone in the United States may ask for asylum, wherever they crossed. The law says so.",
            "United States Code, title 8, section 1158(a)",
            CODE_1158,
        ),
        point(
            "There was a better way, and it worked",
            "The Family Case Management Program let families wait for court outside detention. 99 of 100 came to their "
            "court dates. It was ended in 2017.",
            "Inspector General of Homeland Security, November 2017",
            INSPECTOR,
        ),
    ],
}

SPANISH = {
    "title": "Escriba al periódico de su zona",
    "slug": "escriba-una-carta",
    "summary": (
        "Su código postal encuentra el periódico. Usted escribe, le mostramos sus reglas y la carta va con su nombre."
    ),
    "time_promise": 15,
    "facts_year": 2018,
    "body": [
        steps(
            ("Dé su código postal", "Le mostramos hasta tres periódicos cerca de usted y lo que pide cada uno."),
            ("Escriba con sus palabras", "Un espacio en blanco, el límite de palabras y unos datos al lado."),
            (
                "Confirme por correo electrónico",
                "Nada sale antes de que usted pulse el botón. Hasta entonces puede retirarla.",
            ),
        ),
        callout(
            "Los periódicos publican a personas.", "Las cartas copiadas van a la basura. Por eso aquí no hay ninguna."
        ),
        heading("Qué hace que publiquen una carta"),
        text(
            "<ul><li>Una sola idea. La primera frase dice cuál es.</li>"
            "<li>Algo que usted vio, o alguien que conoce. No dé nombres de quien pueda correr peligro.</li>"
            "<li>Un artículo de ese periódico con el que está de acuerdo, o no.</li>"
            "<li>Un lugar: su ciudad, su iglesia, su escuela.</li>"
            "<li>Algo que le pide a una persona, con nombre: su senadora, su representante, el gobernador.</li></ul>"
        ),
        questions(
            (
                "¿Por qué me piden la dirección y el teléfono?",
                (
                    "Casi todos los periódicos llaman antes de publicar. Solo la redacción ve su calle, su teléfono y "
                    "su correo. Los guardamos cifrados y los borramos 28 días después de que salga la carta."
                ),
            ),
            (
                "¿Por qué solo una vez al mes?",
                "Es regla de los periódicos, no nuestra. Cada uno fija su plazo y nosotros lo respetamos.",
            ),
            (
                "Tengo más que decir que 250 palabras.",
                (
                    "Entonces quizá sea una columna de opinión: un texto más largo con un solo argumento. The OpEd "
                    f'Project explica, en inglés, cómo escribirla: <a href="{OPED_PROJECT}">theopedproject.org</a>.'
                ),
            ),
        ),
        fact(
            "The OpEd Project enseña a escribir columnas de opinión a quienes rara vez se escucha. Sus guías son "
            "gratis y están en inglés.",
            "The OpEd Project",
            OPED_PROJECT,
        ),
    ],
    "writing_help": [
        prompt("¿Qué le pasó a usted, o a alguien que conoce?"),
        prompt("¿A qué artículo responde?"),
        prompt("¿Qué debería hacer esta semana su senadora o su representante?"),
        point(
            "Fue una decisión",
            "En 2018 el Departamento de Justicia ordenó acusar a todo adulto que cruzara entre puertos de entrada. "
            "Ninguna ley lo exigía; tampoco hace falta una ley para terminarlo.",
            "Departamento de Justicia, 7 de mayo de 2018 (en inglés)",
            ZERO_TOLERANCE,
        ),
        point(
            "Pedir asilo es un derecho",
            "Cualquier persona que esté en Estados Unidos puede pedir asilo, sea por donde sea que cruzó. Es la ley.",
            "Código de los Estados Unidos, título 8, sección 1158(a) (en inglés)",
            CODE_1158,
        ),
        point(
            "Había un camino mejor, y funcionaba",
            "Un programa de acompañamiento dejaba que las familias esperaran su audiencia fuera de la detención. 99 de "
            "cada 100 se presentaron ante el juez. Lo cerraron en 2017.",
            "Inspector General de Seguridad Nacional, noviembre de 2017 (en inglés)",
            INSPECTOR,
        ),
    ],
}

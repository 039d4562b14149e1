"""Show up: where to find a protest or a meeting."""

from cms.actions.starter_content.sources import FAMILIES_BELONG_TOGETHER
from cms.core.stream import button, buttons, fact, heading, questions, steps, text

ENGLISH = {
    "title": "Show up near you",
    "slug": "events",
    "summary": (
        "Marches, vigils and meetings for families, listed by Families Belong Together. Bring water and a friend."
    ),
    "time_promise": 90,
    "facts_year": 2018,
    "body": [
        buttons(button("Find an event", url=FAMILIES_BELONG_TOGETHER)),
        fact(
            "Families Belong Together listed local events on its own site. We have not checked what it lists today.",
            "Families Belong Together, June 2018",
            FAMILIES_BELONG_TOGETHER,
        ),
        steps(
            ("Choose a day and a place", "Tell one person where you are going and when you will be back."),
            ("Make a sign people can read from a car", "Five words at most. “Families belong together” is three."),
            ("Bring what you need", "Water, a hat, your medicine, a phone number written on your arm."),
            ("Say hello to the person next to you", "You may need each other again next week."),
        ),
        heading("If you are not a citizen"),
        text(
            "Everybody in the United States has the right to gather peacefully. Still, an arrest can hurt an "
            "immigration "
            "case. Talk to a lawyer first if you have a case or no papers, or help from home: calls and letters count.",
        ),
        questions(
            (
                "Is it safe to bring children?",
                "Marches with a permit are calm as a rule. Stay at the edge, agree where to meet.",
            ),
            ("There is nothing near me.", "Three neighbors with signs at a busy corner are an event. Start at 5 pm."),
        ),
    ],
}

SPANISH = {
    "title": "Salga a la calle",
    "slug": "eventos",
    "summary": (
        "Marchas, vigilias y reuniones por las familias, en la lista de Families Belong Together. Lleve agua y "
        "compañía."
    ),
    "time_promise": 90,
    "facts_year": 2018,
    "body": [
        buttons(button("Buscar un evento", url=FAMILIES_BELONG_TOGETHER)),
        fact(
            "Families Belong Together tenía una lista de eventos en su sitio, en inglés. No hemos comprobado qué "
            "hay hoy.",
            "Families Belong Together, junio de 2018",
            FAMILIES_BELONG_TOGETHER,
        ),
        steps(
            ("Elija día y lugar", "Avise a alguien adónde va y a qué hora vuelve."),
            (
                "Haga un letrero que se lea desde un carro",
                "Cinco palabras como máximo: “Las familias deben estar juntas”.",
            ),
            ("Lleve lo necesario", "Agua, gorra, su medicina y un número de teléfono escrito en el brazo."),
            ("Salude a quien tenga al lado", "Quizá se necesiten otra vez la próxima semana."),
        ),
        heading("Si usted no es ciudadano"),
        text(
            "En Estados Unidos, todas las personas tienen derecho a reunirse en paz. Pero un arresto puede dañar "
            "un caso "
            "migratorio. Si tiene un caso o no tiene papeles, hable antes con un abogado, o ayude desde casa: las "
            "llamadas y las cartas cuentan.",
        ),
        questions(
            (
                "¿Puedo llevar niños?",
                "Las marchas con permiso suelen ser tranquilas. Quédese en la orilla y acuerden dónde verse.",
            ),
            ("No hay nada cerca.", "Tres vecinos con letreros en una esquina ya son un evento. Empiecen a las 5."),
        ),
    ],
}

"""Governors: what is theirs to decide, what to ask, and a letter."""

from cms.actions.starter_content.sources import CODE_32_502
from cms.core.stream import ask, callout, fact, heading, questions, steps, text

ENGLISH = {
    "title": "Ask your governor to say no",
    "slug": "governors",
    "summary": "Governors decide about the National Guard, state money and licenses. Find yours and print a letter.",
    "time_promise": 10,
    "facts_year": 2018,
    "subject": "Our state and the separation of families",
    "letter": (
        "Dear [the official],\n\n"
        "I live in [your town], [your state]. I write about children who are taken from their parents at the "
        "border.\n\n"
        "No law asked for that. Officials decided it, and they need help to do it: people, buildings, licenses, money. "
        "Whether our state gives that help is for you to decide.\n\n"
        "I ask you for three things. Please send no National Guard members of our state to help separate families, and "
        "call back those who do. Please order that no money, staff or building of our state is used for it. And please "
        "have the state inspect every home here that holds children who were taken from their parents.\n\n"
        "If you have spoken out already, I thank you. If you have not, please say in public that families belong "
        "together. Asking for asylum is a right, wherever a person crossed.\n\n"
        "Please tell me what you decide."
    ),
    "asks": [
        ask(
            "Keep the Guard out of it",
            (
                "Please send no National Guard members of our state to help separate families. If some are there, call "
                "them back."
            ),
        ),
        ask(
            "Give it nothing",
            "Please order that no money, staff or building of our state is used to take children from their parents.",
        ),
        ask(
            "Inspect the homes",
            (
                "Please have the state inspect every place here that holds children taken from their parents, and "
                "publish what it finds."
            ),
        ),
        ask("Speak out", "Please say in public that families belong together. If you have done so, thank you."),
    ],
    "body": [
        text(
            "The federal government decides whom to charge at the border. But it asks the states for help, and there a "
            "governor decides.",
            "<b>No governor has to help.</b> Each can also say so in public.",
        ),
        fact(
            "In April 2018 the president asked the states for National Guard members at the border. On duty under "
            "title 32 they stay under their governor’s command, so a governor can say no or call them back.",
            "Presidential memorandum of April 4, 2018, and United States Code, title 32, section 502",
            CODE_32_502,
        ),
        fact(
            "Children held for the federal government belong in homes that are licensed by a state. A state that "
            "licenses a home can also inspect it.",
            "Flores v. Reno, settlement agreement of 1997, paragraphs 6 and 19",
        ),
        callout("A state can say no.", "Its people, its money and its licenses are not Washington’s to give."),
        heading("How to do it"),
        steps(
            ("Choose your state", "We show the office, with phone and address where we know them."),
            ("Put in your name and town", "Add a sentence of your own: why this matters to you."),
            ("Print, sign, send", "By post, or paste the text into the web form. One page is enough."),
        ),
        questions(
            (
                "I live in Washington, D.C.",
                "Then we show you the mayor, who does for the District what governors do for states.",
            ),
            (
                "My governor has spoken out already.",
                "Then say thank you, and ask for the next step. People in office hear far more blame than thanks.",
            ),
            ("Can I call instead?", "Yes. The number is on the card. Read one of the points, and give your town."),
        ),
    ],
}

SPANISH = {
    "title": "Pida a su gobernador que diga no",
    "slug": "gobernadores",
    "summary": "La Guardia Nacional, el dinero y las licencias del estado: decide quien gobierna. Imprima una carta.",
    "time_promise": 10,
    "facts_year": 2018,
    "subject": "Nuestro estado y la separación de familias",
    "letter": (
        "A la atención de [nombre]:\n\n"
        "Vivo en [su ciudad], [su estado]. Le escribo por los niños que separan de sus padres en la frontera.\n\n"
        "Ninguna ley pedía eso. Lo decidieron unos funcionarios, y para hacerlo necesitan ayuda: gente, edificios, "
        "licencias, dinero. Si nuestro estado da esa ayuda, lo decide usted.\n\n"
        "Le pido tres cosas. Que no mande a la Guardia Nacional de nuestro estado a ayudar a separar familias, y que "
        "haga volver a quien ya esté en eso. Que ordene no usar en ello ni dinero, ni personal, ni edificios del "
        "estado. Y que el estado inspeccione cada hogar donde hay niños separados de sus padres.\n\n"
        "Si ya alzó la voz, se lo agradezco. Si no, diga en público que las familias deben estar juntas. Pedir asilo "
        "es un derecho, sea por donde sea que se haya cruzado.\n\n"
        "Le ruego que me diga qué decide."
    ),
    "asks": [
        ask(
            "La Guardia no",
            (
                "Por favor, no mande a la Guardia Nacional de nuestro estado a ayudar a separar familias. Si ya está "
                "ahí, hágala volver."
            ),
        ),
        ask(
            "No dé nada",
            (
                "Por favor, ordene que no se use dinero, personal ni edificios de nuestro estado para quitar niños a "
                "sus padres."
            ),
        ),
        ask(
            "Inspeccione los hogares",
            (
                "Por favor, que el estado inspeccione cada lugar donde hay niños separados de sus padres y publique lo "
                "que encuentre."
            ),
        ),
        ask("Alce la voz", "Por favor, diga en público que las familias deben estar juntas. Si ya lo hizo, gracias."),
    ],
    "body": [
        text(
            "El gobierno federal decide a quién acusar en la frontera. Pero pide ayuda a los estados, y ahí decide "
            "quien gobierna.",
            "<b>Nadie está obligado a ayudar.</b> También se puede decir en público.",
        ),
        fact(
            "En abril de 2018, el presidente pidió a los estados miembros de la Guardia Nacional para la frontera. "
            "Bajo el título 32 siguen al mando de su estado, que puede decir que no o hacerlos volver.",
            "Memorando presidencial del 4 de abril de 2018, y título 32, sección 502 (en inglés)",
            CODE_32_502,
        ),
        fact(
            "Los niños que retiene el gobierno federal deben estar en hogares con licencia de un estado. El estado que "
            "da la licencia también puede inspeccionar.",
            "Flores contra Reno, acuerdo de 1997, párrafos 6 y 19 (en inglés)",
        ),
        callout("Un estado puede decir no.", "Su gente, su dinero y sus licencias no son de Washington."),
        heading("Cómo se hace"),
        steps(
            ("Elija su estado", "Le mostramos la oficina, con teléfono y dirección si los tenemos."),
            ("Ponga su nombre y su ciudad", "Agregue una frase suya: por qué le importa."),
            ("Imprima, firme y envíe", "Por correo, o pegue el texto en el formulario. Basta una página."),
        ),
        questions(
            (
                "Vivo en Washington, D.C.",
                "Entonces le mostramos la alcaldía, que hace para el Distrito lo que un gobierno estatal.",
            ),
            (
                "Mi gobernador ya habló.",
                "Dele las gracias y pida el siguiente paso. Quien gobierna oye muchos más reproches que gracias.",
            ),
            ("¿Puedo llamar?", "Sí. El número está en la tarjeta. Lea uno de los puntos y diga de dónde es."),
        ),
    ],
}

"""U.S. Attorneys: their discretion, what to ask, and a letter."""

from cms.actions.starter_content.sources import CODE_28_547, JUSTICE_MANUAL, ZERO_TOLERANCE
from cms.core.stream import ask, callout, fact, heading, questions, steps, text

ENGLISH = {
    "title": "Write to your U.S. Attorney",
    "slug": "us-attorneys",
    "summary": "They decide whom to charge with a crime. Find the office for your state and print a letter to it.",
    "time_promise": 10,
    "facts_year": 2018,
    "subject": "Parents charged with a crime for crossing the border",
    "letter": (
        "Dear [the official],\n\n"
        "I live in [your town], [your state]. I write about parents who are charged with a crime for crossing the "
        "border, and about the children who are taken from them.\n\n"
        "The law asks you to prosecute federal crimes in your district, and it trusts your judgment. It does not tell "
        "you to charge every parent. It says nothing about taking a child. In 2018 the Justice Department made that "
        "choice. Your office can choose differently, case by case.\n\n"
        "I ask you for three things. Please do not charge parents for crossing with a child. Please bring no case that "
        "takes a child from a parent. And please publish how many parents your office has charged since 2018.\n\n"
        "Asking for asylum is a right, wherever a person crossed. In the Family Case Management Program, 99 of 100 "
        "families came to their court dates without being locked up. There is another way, and it worked.\n\n"
        "Please tell me what your office does today."
    ),
    "asks": [
        ask(
            "Use your discretion",
            "The law trusts your judgment. Please do not charge parents for crossing the border with their child.",
        ),
        ask(
            "Take no child away",
            "Please bring no case that takes a child from a parent. Families can wait for their hearing together.",
        ),
        ask(
            "Publish the numbers",
            "Please publish how many parents your office has charged for crossing, and where their children were sent.",
        ),
        ask(
            "Say it in Washington",
            "Please tell the Justice Department that no law asks for this, and that it should end.",
        ),
    ],
    "body": [
        text(
            "A U.S. Attorney is the chief federal prosecutor of a district. There are 93. Large states have up to four "
            "districts, and a small one is a district by itself.",
            "In 2018 parents went to jail because a prosecutor charged them. <b>A prosecutor can also say no.</b>",
        ),
        fact(
            "Each U.S. Attorney prosecutes federal crimes within their own district.",
            "United States Code, title 28, section 547",
            CODE_28_547,
        ),
        fact(
            "A federal prosecutor may decline a case that serves no substantial federal interest.",
            "Justice Manual, title 9-27, “Principles of Federal Prosecution”",
            JUSTICE_MANUAL,
        ),
        fact(
            "The memo of April 6, 2018 told the offices on the southwest border to charge every crossing that was sent "
            "to them, “to the extent practicable.” Those words leave room to decide.",
            "Justice Department, memo of April 6, 2018",
            ZERO_TOLERANCE,
        ),
        fact(
            "In June 2018 the office in New Mexico was led by John C. Anderson, and the one in Arizona by Elizabeth A. "
            "Strange. Others may lead them now.",
            "Campaign material of June 2018",
        ),
        callout("They can say no.", "It takes no new law. It takes one prosecutor who decides."),
        heading("How to do it"),
        steps(
            ("Choose your state", "We show its offices. Pick the one you know, or look at the counties on its site."),
            ("Put in your name and town", "Add a sentence of your own: why this matters to you."),
            ("Print, sign, send", "By post, or paste the text into a web form. One page is enough."),
        ),
        questions(
            (
                "Can I ask about one person’s case?",
                (
                    "Better not. Prosecutors do not speak about open cases, and a letter could do harm. Ask that "
                    "person’s lawyer first, and leave out names."
                ),
            ),
            (
                "I live far from the border.",
                "Write all the same. Your U.S. Attorney works for the same department and can speak up inside it.",
            ),
            (
                "Do I have to be a citizen?",
                "No. Anyone may write. If your own status worries you, ask a friend to sign instead.",
            ),
        ),
    ],
}

SPANISH = {
    "title": "Escriba a su fiscal federal",
    "slug": "fiscales-federales",
    "summary": "Deciden a quién acusar de un delito. Busque la fiscalía de su estado e imprima una carta.",
    "time_promise": 10,
    "facts_year": 2018,
    "subject": "Padres acusados de un delito por cruzar la frontera",
    "letter": (
        "A quien dirige esta fiscalía federal:\n\n"
        "Vivo en [su ciudad], [su estado]. Le escribo por los padres acusados de un delito por cruzar la frontera, y "
        "por los hijos que les quitan.\n\n"
        "La ley le pide perseguir los delitos federales de su distrito y confía en su criterio. No le manda acusar a "
        "todos los padres. No dice nada de quitarles a un hijo. En 2018 el Departamento de Justicia tomó esa "
        "decisión. Su fiscalía puede decidir otra cosa, caso por caso.\n\n"
        "Le pido tres cosas. Que no acuse a padres por cruzar con un hijo. Que no lleve ningún caso que separe a un "
        "niño de sus padres. Y que publique a cuántos padres ha acusado su fiscalía desde 2018.\n\n"
        "Pedir asilo es un derecho, sea por donde sea que se haya cruzado. En el Programa de Manejo de Casos "
        "Familiares, 99 de cada 100 familias fueron a sus audiencias sin estar encerradas. Hay otro camino, y "
        "funcionó.\n\n"
        "Le ruego que me diga qué hace hoy su fiscalía."
    ),
    "asks": [
        ask(
            "Use su criterio",
            "La ley confía en su criterio. Por favor, no acuse a los padres por cruzar la frontera con su hijo.",
        ),
        ask(
            "No quite a ningún niño",
            (
                "Por favor, no lleve ningún caso que separe a un niño de sus padres. Las familias pueden esperar su "
                "audiencia juntas."
            ),
        ),
        ask(
            "Publique las cifras",
            "Por favor, publique a cuántos padres ha acusado su fiscalía por cruzar y adónde mandaron a sus hijos.",
        ),
        ask(
            "Dígalo en Washington",
            "Por favor, dígale al Departamento de Justicia que ninguna ley pide esto y que debe terminar.",
        ),
    ],
    "body": [
        text(
            "Un fiscal federal dirige las acusaciones de un distrito. Hay 93. Los estados grandes tienen hasta cuatro "
            "distritos; uno pequeño es un solo distrito.",
            "En 2018, los padres fueron a la cárcel porque un fiscal los acusó. <b>Un fiscal también puede no "
            "hacerlo.</b>",
        ),
        fact(
            "Cada fiscal federal persigue los delitos federales dentro de su propio distrito.",
            "Código de los Estados Unidos, título 28, sección 547 (en inglés)",
            CODE_28_547,
        ),
        fact(
            "Un fiscal federal puede dejar un caso que no sirve a ningún interés federal importante.",
            "Manual de Justicia, título 9-27 (en inglés)",
            JUSTICE_MANUAL,
        ),
        fact(
            "El memorando del 6 de abril de 2018 pidió a las fiscalías de la frontera acusar en todos los cruces que "
            "les enviaran, “en la medida de lo posible”. Esas palabras dejan margen para decidir.",
            "Departamento de Justicia, memorando del 6 de abril de 2018 (en inglés)",
            ZERO_TOLERANCE,
        ),
        fact(
            "En junio de 2018 dirigía la fiscalía de Nuevo México John C. Anderson, y la de Arizona, Elizabeth A. "
            "Strange. Hoy puede haber otras personas.",
            "Material de la campaña, junio de 2018",
        ),
        callout("Pueden decir que no.", "No hace falta una ley nueva. Basta un fiscal que decida."),
        heading("Cómo se hace"),
        steps(
            (
                "Elija su estado",
                "Le mostramos sus fiscalías. Elija la que conoce, o mire en su sitio qué condados atiende.",
            ),
            ("Ponga su nombre y su ciudad", "Agregue una frase suya: por qué le importa."),
            ("Imprima, firme y envíe", "Por correo, o pegue el texto en un formulario. Basta una página."),
        ),
        questions(
            (
                "¿Puedo preguntar por el caso de una persona?",
                (
                    "Mejor no. Los fiscales no hablan de casos abiertos, y una carta podría hacer daño. Pregunte antes "
                    "al abogado de esa persona y no dé nombres."
                ),
            ),
            (
                "Vivo lejos de la frontera.",
                "Escriba igual. Su fiscal trabaja para el mismo departamento y puede alzar la voz ahí dentro.",
            ),
            (
                "¿Tengo que ser ciudadano?",
                "No. Cualquiera puede escribir. Si le preocupa su situación, pida a una amistad que firme por usted.",
            ),
        ),
    ],
}

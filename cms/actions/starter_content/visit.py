"""Visit an office: the toolkit's pages that matter, and what to say."""

from cms.actions.starter_content.sources import MOMSRISING
from cms.core.stream import ask, callout, document, fact, heading, questions, steps, text

HOURS = "10:00, 14:00"

ENGLISH = {
    "title": "Visit their office",
    "slug": "visit",
    "summary": "Every lawmaker has an office near you. Go with two friends, stay fifteen minutes, and be remembered.",
    "time_promise": 60,
    "facts_year": 2018,
    "slot_hours": HOURS,
    "toolkit": [document("Keep Marching toolkit", MOMSRISING, pages="pages 9 to 11", publisher="MomsRising")],
    "asks": [
        ask(
            "Speak out",
            "We live in [your town]. Please speak out in public against family separation. If you have, thank you.",
        ),
        ask(
            "Stop the money",
            "No law required it. Please stop the money for it, and demand the end of the policy.",
        ),
        ask("See the border", "Please go to the border, and see for yourself."),
        ask(
            "See the courtrooms",
            "Please visit a courtroom where children stand before a judge without a lawyer.",
        ),
    ],
    "body": [
        text(
            "A visit weighs more than an e-mail, because so few people make one. You need no appointment to hand "
            "over a letter, and no experience to say why you came.",
        ),
        fact(
            "Pages 9 to 11 of the toolkit tell how to plan an office visit. The link leads to MomsRising’s front page: "
            "search there for “Keep Marching”.",
            "MomsRising, Keep Marching toolkit, 2018",
        ),
        heading("Before, there, after"),
        steps(
            ("Find the office", "Enter your ZIP code above. We show the offices nearby, the nearest first."),
            ("Ask two people to come", "Three are a group. Bring children if you like: it is about them."),
            ("Choose one point each", "Decide who speaks first. Practice once, aloud, in the car."),
            ("Say it, and ask one question", "“Will [name] speak out against family separation this week?” Then wait."),
            ("Write down the answer", "The name of the staff member, the date, what they promised."),
            ("Thank them the same day", "A short e-mail with the promise in it. Then they know you will come back."),
        ),
        callout("Polite, short, and back again.", "The second visit is the one they talk about."),
        questions(
            (
                "Will we meet the lawmaker?",
                (
                    "Mostly you meet a member of the staff, who reports what voters say. To meet the lawmaker, call "
                    "the office and ask for an appointment."
                ),
            ),
            (
                "Must I tell you that I am going?",
                (
                    "No. Everything here can be read and printed without it. If you tell us, we see to it that forty "
                    "people do not come at once, and remind you."
                ),
            ),
            (
                "Do I have to be a citizen?",
                "No. Anyone who lives in the district may visit. Nobody has to show papers.",
            ),
        ),
    ],
}

SPANISH = {
    "title": "Visite su oficina",
    "slug": "visitar",
    "summary": (
        "Todo legislador tiene una oficina cerca de usted. Vaya con dos amigos: quince minutos que no se olvidan."
    ),
    "time_promise": 60,
    "facts_year": 2018,
    "slot_hours": HOURS,
    "toolkit": [document("Guía Keep Marching", MOMSRISING, pages="páginas 9 a 11", publisher="MomsRising")],
    "asks": [
        ask(
            "Que hable en público",
            (
                "Vivimos en [su ciudad]. Hable en público contra la separación de familias, por favor. Si ya lo hizo, "
                "gracias."
            ),
        ),
        ask(
            "Ni un dólar más",
            "Ninguna ley lo exigía. Que no haya más dinero para esto, y exija el fin de esa política.",
        ),
        ask("Que vea la frontera", "Vaya a la frontera, por favor, y véalo."),
        ask(
            "Que vea los juzgados",
            "Visite un juzgado donde los niños están ante el juez sin abogado.",
        ),
    ],
    "body": [
        text(
            (
                "Una visita pesa más que un correo, porque muy poca gente la hace. No necesita cita para entregar una "
                "carta, ni experiencia para decir por qué vino."
            ),
        ),
        fact(
            "Las páginas 9 a 11 de la guía, en inglés, explican cómo preparar una visita. El enlace lleva a la portada "
            "de MomsRising: busque allí “Keep Marching”.",
            "MomsRising, guía Keep Marching, 2018",
        ),
        heading("Antes, allá y después"),
        steps(
            (
                "Busque la oficina",
                "Escriba arriba su código postal: verá las oficinas cercanas, primero la más próxima.",
            ),
            ("Invite a dos personas", "Tres ya son un grupo. Lleve a sus hijos si quiere: se trata de ellos."),
            ("Un punto por persona", "Decidan quién habla primero. Ensayen una vez en voz alta, en el carro."),
            (
                "Dígalo y haga una pregunta",
                "“¿Hablará [nombre] esta semana contra la separación de familias?” Y espere.",
            ),
            ("Anote la respuesta", "El nombre de quien les atendió, la fecha y lo que prometió."),
            ("Dé las gracias ese mismo día", "Un correo corto que repita la promesa. Así sabrán que va a volver."),
        ),
        callout("Con respeto, en breve y otra vez.", "De la segunda visita es de la que hablan."),
        questions(
            (
                "¿Nos recibirá el legislador?",
                (
                    "Casi siempre recibe alguien del personal, que informa de lo que dice la gente. Para hablar con el "
                    "legislador, llame a la oficina y pida una cita."
                ),
            ),
            (
                "¿Tengo que avisarles que voy?",
                (
                    "No. Todo se puede leer e imprimir sin avisar. Si nos avisa, procuramos que no lleguen cuarenta "
                    "personas a la vez, y le mandamos un recordatorio."
                ),
            ),
            (
                "¿Tengo que ser ciudadano?",
                "No. Puede ir quien viva en el distrito. Nadie tiene que mostrar papeles.",
            ),
        ),
    ],
}

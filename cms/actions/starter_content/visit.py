"""Visit an office: the toolkit's pages that matter, and what to say."""

from cms.actions.starter_content.sources import MOMSRISING
from cms.core.stream import callout, document, fact, heading, script, steps, text

ENGLISH = {
    "title": "Visit their office",
    "slug": "visit",
    "summary": "Every lawmaker has an office near you. Go with two friends, stay fifteen minutes, and be remembered.",
    "time_promise": 60,
    "facts_year": 2018,
    "body": [
        text(
            "A visit weighs more than an e-mail, because so few people make one. You need no appointment "
            "to hand "
            "over a letter, and no experience to say why you came.",
        ),
        document("Keep Marching toolkit", MOMSRISING, pages="pages 9 to 11", publisher="MomsRising"),
        fact(
            "Pages 9 to 11 of the toolkit tell how to plan an office visit. The link leads to MomsRising’s front page: "
            "search there for “Keep Marching”.",
            "MomsRising, Keep Marching toolkit, 2018",
        ),
        heading("Before, there, after"),
        steps(
            ("Find the office", "Look on your lawmaker’s own website under “Offices” or “Contact.” Note the hours."),
            ("Ask two people to come", "Three are a group. Bring children if you like: it is about them."),
            ("Choose one point each", "Decide who speaks first. Practice once, aloud, in the car."),
            ("Say it, and ask one question", "“Will [name] speak out against family separation this week?” Then wait."),
            ("Write down the answer", "The name of the staff member, the date, what they promised."),
            ("Thank them the same day", "A short e-mail with the promise in it. Then they know you will come back."),
        ),
        script(
            "Four points for the meeting",
            "We live in [your town]. We came because children were taken from their parents, and no law required "
            "it.\n\n"
            "1. Please speak out in public. If you have, thank you.\n\n"
            "2. Please stop the money for it and demand the end of the policy.\n\n"
            "3. Please go to the border and see for yourself.\n\n"
            "4. Please visit a courtroom where children stand before a judge without a lawyer.",
        ),
        callout("Polite, short, and back again.", "The second visit is the one they talk about."),
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
    "body": [
        text(
            "Una visita pesa más que un correo, porque muy poca gente la hace. No necesita cita para entregar una "
            "carta, ni experiencia para decir por qué vino.",
        ),
        document("Guía Keep Marching", MOMSRISING, pages="páginas 9 a 11", publisher="MomsRising"),
        fact(
            "Las páginas 9 a 11 de la guía, en inglés, explican cómo preparar una visita. El enlace lleva a la portada "
            "de MomsRising: busque allí “Keep Marching”.",
            "MomsRising, guía Keep Marching, 2018",
        ),
        heading("Antes, allá y después"),
        steps(
            ("Busque la oficina", "En la página de su legislador, bajo “Offices” o “Contact”. Anote el horario."),
            ("Invite a dos personas", "Tres ya son un grupo. Lleve a sus hijos si quiere: se trata de ellos."),
            ("Un punto por persona", "Decidan quién habla primero. Ensayen una vez en voz alta, en el carro."),
            (
                "Dígalo y haga una pregunta",
                "“¿Hablará [nombre] esta semana contra la separación de familias?” Y espere.",
            ),
            ("Anote la respuesta", "El nombre de quien les atendió, la fecha y lo que prometió."),
            ("Dé las gracias ese mismo día", "Un correo corto que repita la promesa. Así sabrán que va a volver."),
        ),
        script(
            "Cuatro puntos para la reunión",
            "Vivimos en [su ciudad]. Venimos porque separaron a niños de sus padres y ninguna ley lo exigía.\n\n"
            "1. Hable en público, por favor. Si ya lo hizo, gracias.\n\n"
            "2. Que no haya más dinero para esto, y exija el fin de esa política.\n\n"
            "3. Vaya a la frontera y véalo.\n\n"
            "4. Visite un juzgado donde los niños están ante el juez sin abogado.",
        ),
        callout("Con respeto, en breve y otra vez.", "De la segunda visita es de la que hablan."),
    ],
}

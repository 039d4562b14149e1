"""How to leave the site fast and clear its traces."""

from cms.core.stream import callout, heading, questions, steps, text

ENGLISH = {
    "title": "Leave fast, leave no trace",
    "slug": "safety",
    "shows_exit": True,
    "summary": "How to leave this site in one second, and how to remove it from your phone or computer afterwards.",
    "body": [
        callout(
            "“Leave this site” is at the top.",
            "On help and story pages it takes you to a weather page at once. On a computer, press the Shift key "
            "three times.",
        ),
        text(
            "The button hides what you were reading. <b>It does not delete your history.</b> Someone who picks up your "
            "phone can still see that you were here, unless you do the steps below.",
        ),
        heading("Before you read: open a private window"),
        text("A private window forgets the pages you visited when you close it. Close it when you are done."),
        questions(
            (
                "iPhone or iPad (Safari)",
                "Open Safari. Press the two squares at the bottom. Choose <b>Private</b>, then press plus.",
            ),
            (
                "Android (Chrome)",
                "Open Chrome. Press the three dots at the top. Choose <b>New Incognito tab</b>.",
            ),
            (
                "Computer",
                "Hold Control (on a Mac: Command) and Shift, and press N. In Firefox press P instead of N.",
            ),
        ),
        heading("After you read: remove this site"),
        steps(
            (
                "Open your browser’s history",
                (
                    "On a computer hold Control and press H (on a Mac: Command and Y). On a phone look for "
                    "<b>History</b> in the menu."
                ),
            ),
            (
                "Delete only the pages you choose",
                "An empty history can make someone suspicious. Delete single entries, or the last hour.",
            ),
            ("Close the tab", "Browsers also show tabs that were closed a moment ago. Open and close one more page."),
        ),
        heading("What we cannot hide"),
        text(
            "<ul><li>A phone that someone else set up may have a program that records everything. If you think so, "
            "use a phone at a library or a friend’s phone.</li>"
            "<li>Your employer or school may see which sites you open on their network.</li>"
            "<li>We do not record who reads these pages. There is no cookie until you begin a form.</li></ul>",
        ),
        text(
            "If you are in danger right now, call 911. You do not have to say anything about your immigration status."
        ),
    ],
}

SPANISH = {
    "title": "Salir rápido y sin dejar rastro",
    "slug": "seguridad",
    "shows_exit": True,
    "summary": "Cómo salir de este sitio en un segundo y cómo borrarlo después de su teléfono o computadora.",
    "body": [
        callout(
            "El botón para salir está arriba.",
            "En las páginas de ayuda y de historias lo lleva de inmediato a una página del clima. En computadora "
            "también puede oprimir tres veces la tecla Mayús (Shift).",
        ),
        text(
            "El botón oculta lo que estaba leyendo. <b>No borra su historial.</b> Quien tome su teléfono podrá ver que "
            "usted estuvo aquí, a menos que siga los pasos de abajo.",
        ),
        heading("Antes de leer: abra una ventana privada"),
        text("Al cerrarla, una ventana privada olvida las páginas que usted visitó. Ciérrela cuando termine."),
        questions(
            (
                "iPhone o iPad (Safari)",
                "Abra Safari. Toque los dos cuadros de abajo. Elija <b>Privado</b> y toque el signo de más.",
            ),
            (
                "Android (Chrome)",
                "Abra Chrome. Toque los tres puntos de arriba. Elija <b>Nueva pestaña de Incógnito</b>.",
            ),
            (
                "Computadora",
                "Mantenga oprimidas Control (en Mac: Comando) y Mayús, y oprima N. En Firefox, P en lugar de N.",
            ),
        ),
        heading("Después de leer: borre este sitio"),
        steps(
            (
                "Abra el historial del navegador",
                (
                    "En computadora, Control y H (en Mac: Comando e Y). En el teléfono, busque <b>Historial</b> en "
                    "el menú."
                ),
            ),
            (
                "Borre solo las páginas que elija",
                "Un historial vacío puede despertar sospechas. Borre entradas sueltas o la última hora.",
            ),
            (
                "Cierre la pestaña",
                "Los navegadores también muestran las pestañas que se acaban de cerrar. Abra y cierre otra página.",
            ),
        ),
        heading("Lo que no podemos ocultar"),
        text(
            "<ul><li>Un teléfono que configuró otra persona puede tener un programa que lo registra todo. Si lo "
            "sospecha, use el de una biblioteca o el de alguien de confianza.</li>"
            "<li>En la red de su trabajo o escuela pueden ver qué sitios abre.</li>"
            "<li>Nosotros no registramos quién lee estas páginas. No hay cookies hasta que usted empieza un formulario."
            "</li></ul>",
        ),
        text("Si está en peligro ahora mismo, llame al 911. No tiene que decir nada sobre su situación migratoria."),
    ],
}

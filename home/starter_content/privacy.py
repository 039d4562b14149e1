"""What the site knows about people, and what it does not."""

from cms.core.stream import callout, heading, text

ENGLISH = {
    "title": "What we know about you",
    "slug": "privacy",
    "summary": (
        "Nothing while you read. When you fill in a form: what you type, kept for one purpose, on our own server."
    ),
    "body": [
        callout("Reading leaves nothing with us.", "No account, no cookie, no tracker, no ads, no other company."),
        heading("While you read"),
        text(
            "Your browser asks our server for a page and gets it. Fonts, pictures and programs come from the same "
            "server. We set no cookie until you begin a form. We do not keep IP addresses.",
            "When you look for help by ZIP code, the ZIP is used to sort the list and then forgotten.",
        ),
        heading("When you share a story"),
        text(
            "Your text and the way to reach you are kept encrypted, apart from anything public. A person on our team "
            "reads your story before it is shown. You choose what may be shown: your name, your photo, your words.",
            "We take the hidden data out of photos, such as the place where they were taken.",
            "Your receipt, a few words that only you have, lets you see what happens to your story and take it back. "
            "Write the words down: we cannot show them again.",
        ),
        heading("When you write to a newspaper"),
        text(
            "The paper gets your letter, your name and town, and, so that it can check, your street, phone number and "
            "e-mail address. It should print only your name and town. Nothing is sent before you confirm by e-mail.",
        ),
        heading("When you call Congress"),
        text(
            "The name you put into the words to say goes into that one page and nowhere else. When you tell us how a "
            "call went, we keep the office, how it went, and when, for 400 days. Not who called, and not from where.",
        ),
        heading("When you plan a visit to an office"),
        text(
            "Your name and e-mail address are kept encrypted. Our contact team can see them; the office learns nothing "
            "from us. Editors read what you report. All of it is erased 28 days after the visit. We keep the count.",
        ),
        heading("When you tell us that something is wrong"),
        text(
            "Our editors read your words, kept encrypted, and not your e-mail address: a program uses it once, to "
            "thank you. Both are erased 28 days after an editor is done.",
        ),
        heading("Who can see it"),
        text(
            "Story moderators see stories. The letters desk sees letters. Nobody else on the team does. We sell "
            "nothing "
            "and give nothing away.",
            "A court could order us to hand over what we have. That is one more reason to keep so little.",
        ),
        heading("Not verified"),
        text("No lawyer has reviewed this page yet. It describes how the software works."),
    ],
}

SPANISH = {
    "title": "Lo que sabemos de usted",
    "slug": "privacidad",
    "summary": (
        "Nada mientras lee. Si llena un formulario: lo que escribe, para un solo fin y en nuestro propio servidor."
    ),
    "body": [
        callout(
            "Leer no deja nada en nuestras manos.", "Sin cuenta, sin cookies, sin rastreo, sin anuncios, sin terceros."
        ),
        heading("Mientras lee"),
        text(
            "Su navegador le pide una página a nuestro servidor y la recibe. Las letras, las imágenes y los programas "
            "vienen del mismo servidor. No hay cookies hasta que empieza un formulario. No guardamos direcciones IP.",
            "Cuando busca ayuda con su código postal, lo usamos para ordenar la lista y lo olvidamos.",
        ),
        heading("Cuando comparte una historia"),
        text(
            "Su texto y la manera de contactarle se guardan cifrados, separados de todo lo público. Una persona de "
            "nuestro equipo lee la historia antes de mostrarla. Usted elige qué se muestra: su nombre, su foto, sus "
            "palabras.",
            "A las fotos les quitamos los datos ocultos, como el lugar donde se tomaron.",
            "Su comprobante, unas palabras que solo usted tiene, le permite ver qué pasa con su historia y retirarla. "
            "Anótelas: no podemos mostrarlas otra vez.",
        ),
        heading("Cuando escribe a un periódico"),
        text(
            "El periódico recibe su carta, su nombre y su ciudad y, para comprobar que es usted, su calle, su teléfono "
            "y su correo. Solo debería publicar su nombre y su ciudad. Nada se envía antes de que usted lo confirme "
            "por correo electrónico.",
        ),
        heading("Cuando llama al Congreso"),
        text(
            "El nombre que usted pone en el texto va solo a esa página y a ningún otro lugar. Si nos cuenta cómo le "
            "fue, guardamos la oficina, el resultado y la hora, por 400 días. Ni quién llamó ni desde dónde.",
        ),
        heading("Cuando planea una visita a una oficina"),
        text(
            "Su nombre y su correo se guardan cifrados. Los puede ver nuestro equipo de contacto; la oficina no se "
            "entera por nosotros. Los editores leen su informe. Todo se borra 28 días después de la visita. Queda la "
            "cuenta.",
        ),
        heading("Cuando nos avisa de que algo está mal"),
        text(
            "Nuestros editores leen sus palabras, que se guardan cifradas, pero no ven su correo: un programa lo usa "
            "una sola vez, para darle las gracias. Los dos se borran 28 días después de que un editor termina.",
        ),
        heading("Quién puede verlo"),
        text(
            "Quienes moderan las historias ven las historias. La mesa de cartas ve las cartas. Nadie más del equipo. "
            "No vendemos ni regalamos nada.",
            "Un juez podría ordenarnos entregar lo que tenemos. Es una razón más para guardar tan poco.",
        ),
        heading("Sin verificar"),
        text("Ningún abogado ha revisado todavía esta página. Describe cómo funciona el programa."),
    ],
}

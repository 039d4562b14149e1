"""The words by which mail servers and robots can be told from people, in English and Spanish."""

import re

FLAGS = re.IGNORECASE

# Who writes bounces.
DAEMON = re.compile(r"\b(?:mailer[-_]?daemon|postmaster|mail[-_]?daemon|microsoftexchange[0-9a-f]*|mdaemon)@", FLAGS)
# Who never reads an answer.
NO_REPLY = re.compile(r"\b(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|no[-_.]?responder|auto[-_.]?reply)\b[^\s@]*@", FLAGS)

BOUNCE_SUBJECT = re.compile(
    r"undeliver|not delivered|failure notice|delivery (?:status notification|failure|failed|has failed)|"
    r"mail delivery (?:failed|failure|subsystem)|returned mail|returning message|could not be delivered|"
    r"delivery problem|message (?:rejected|blocked)|"
    r"no se (?:puede|pudo|ha podido) entregar|no (?:entregado|entregable)|correo devuelto|mensaje devuelto|"
    r"error (?:de|en la) entrega|fallo (?:de|en la) entrega|notificación de estado de (?:la )?entrega",
    FLAGS,
)
DELAY_SUBJECT = re.compile(r"\bdelay|still being retried|could not send message for past|warning:|retras|demora", FLAGS)

AUTO_SUBJECT = re.compile(
    r"^\W*(?:auto(?:matic|mated)?[- ]?(?:reply|response|answer|acknowledg)|auto:|out of (?:the )?office|ooo\b|"
    r"away from (?:the |my )?(?:office|e-?mail|desk)|on (?:vacation|holiday|leave|parental leave)|"
    r"vacation (?:reply|response)|"
    r"i am (?:currently )?(?:away|out|on)|"
    r"respuesta (?:automática|automatica|autom.tica)|contestación automática|fuera de (?:la )?oficina|"
    r"de vacaciones|estoy (?:fuera|de vacaciones|ausente)|ausente|ausencia|acuse de recibo)|"
    r"\bout of (?:the )?office\b|\brespuesta autom[aá]tica\b|\bfuera de (?:la )?oficina\b",
    FLAGS,
)

# "5.1.1" wherever it stands: "550 5.1.1", "(#5.1.1)", "smtp;550-5.1.1".
ENHANCED_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
# RFC 3463: the codes that speak of the mailbox, as in cms.outbox.transport.
NO_MAILBOX_CODE = re.compile(r"^5\.(1\.[0-36]|1\.10|2\.1)$")
NO_MAILBOX_WORDS = re.compile(
    r"no such (?:user|mailbox|recipient|address|person)|(?:user|recipient|mailbox|address|account) (?:is )?unknown|"
    r"unknown (?:user|recipient|mailbox|address|local part)|does(?: not|n.t) (?:exist|have an? \S{1,60} account)|"
    r"no mailbox here|mailbox (?:not found|unavailable|is disabled|disabled|inactive)|invalid (?:recipient|mailbox)|"
    r"(?:user|recipient|address|account)(?: address)? (?:not found|couldn.t be found|wasn.t found|rejected)|"
    r"account (?:has been|is|that you tried to reach is) (?:disabled|closed|inactive)|unrouteable address|"
    r"no existe|usuario desconocido|buzón (?:no encontrado|desconocido|inexistente)|no se (?:encontró|ha encontrado)",
    FLAGS,
)
# "Message-ID: <…>" quoted in a bounce that is only text.
QUOTED_MESSAGE_ID = re.compile(r"message-id:\s{0,5}(<[^<>\s]{1,200}>)", FLAGS)

#include "note/heading.h"

#include "base/unicode.h"

/* The names are as squeeze leaves them, each with a blank at both ends. */
struct meaning {
	const char *names;
	uint8_t role; /* enum header_role */
	uint8_t key;  /* enum key, of HEADER_FACT */
};

/*
 * What address books, telephones, spreadsheets and CRMs write, and people in
 * sheets of their own: English, then German, French, Spanish, Italian,
 * Portuguese and Dutch. Names that mean one thing in one of these and another
 * in the next are in beside, below.
 */
static const struct meaning by_name[] = {
	{ " fullname displayname fn personname"
	  " anzeigename vollstandigername kontaktname"
	  " nomcomplet nomaafficher nomaffiche"
	  " nombrecompleto nombremostrado nomecompleto nomevisualizzato"
	  " nomeexibido nomedeexibicao mostrarnome nomeaapresentar"
	  " volledigenaam weergavenaam ", HEADER_FULL, 0 },
	{ " first firstname firstnames fname givenname givennames forename"
	  " forenames vorname rufname prenom prenoms primernombre"
	  " nombredepila primeironome nomeproprio voornaam roepnaam ",
	  HEADER_FIRST, 0 },
	{ " last lastname lname familyname surname nachname familienname zuname"
	  " nomdefamille apellido apellidos primerapellido cognom cognoms"
	  " cognome sobrenome ultimonome apelidos achternaam familienaam ",
	  HEADER_LAST, 0 },
	{ " tussenvoegsel tussenvoegsels ", HEADER_INFIX, 0 },
	{ " nickname nicknames alias aliases spitzname surnom apodo soprannome"
	  " bijnaam ", HEADER_FACT, KEY_ALIASES },
	{ " email emails emailvalue emailaddress emailaddresses primaryemail"
	  " secondaryemail primaryemailaddress additionalemailaddresses"
	  " personalemail workemail homeemail otheremail emailwork emailhome"
	  " emailother emailpersonal mail mailaddress"
	  " emailadresse emailadressen primareemailadresse mailadresse"
	  " sekundareemailadresse emailprivat emailgeschaftlich"
	  " adressedemessagerie adresseemail adressemail adresseelectronique"
	  " adresseemailprincipale adresseemailsecondaire courriel"
	  " adresseelectroniqueprincipale adresseelectroniquesecondaire"
	  " adressecourriel mel"
	  " correo correoelectronico direcciondecorreo"
	  " direcciondecorreoelectronico direcciondelcorreoelectronico"
	  " direcciondecorreoelectronicoprincipal"
	  " direcciondecorreoelectronicosecundaria"
	  " indirizzoemail indirizzomail indirizzopostaelettronica"
	  " indirizzodipostaelettronica postaelettronica emailprimaria"
	  " emailprincipale emailsecondaria"
	  " enderecodeemail enderecodecorreioeletronico"
	  " enderecodecorreioelectronico correioeletronico emailprimario"
	  " emailprincipal emailsecundario"
	  " emailadres emailadressen primairemailadres secundairemailadres"
	  " mailadres ", HEADER_FACT, KEY_EMAIL },
	{ " phone phones phonevalue phonenumber phonenumbers primaryphone"
	  " mobile mobilephone mobilephonenumber mobilenumber cell cellphone"
	  " homephone businessphone workphone otherphone carphone phonework"
	  " phonehome phonemobile phoneother tel telephone telephonenumber"
	  " telefon telefonnummer telefonprivat telefongeschaftlich telprivat"
	  " teldienstlich haupttelefon weiterestelefon autotelefon festnetz"
	  " handy handynummer mobil mobiltelefon mobilnummer mobiltelnr"
	  " rufnummer"
	  " telmobile portable telephonemobile telephoneportable"
	  " telephonedomicile telephonebureau telephoneprincipal"
	  " telephoneautre telprofessionnel telpersonnel"
	  " numerodetelephone"
	  " telefono telefonos telefonomovil movil celular telefonotrabajo"
	  " telefonodeltrabajo telefonoparticular telefonoprincipal"
	  " otrotelefono"
	  " cellulare numerocellulare telefonocellulare telefonomobile"
	  " telefonocasa telefonodicasa telefonolavoro telefonodilavoro"
	  " telefonoprincipale telefonouff telefonoab abitazione"
	  " telefone telefones telemovel numerodetelemovel numerodocelular"
	  " telefonecelular telefonedecasa telefoneresidencial"
	  " telefonecomercial telefoneprofissional telefoneprincipal fone"
	  " fonedecasa fonecomercial"
	  " telefoon telefoonnummer telefoonthuis telefoonwerk"
	  " telefoonopwerk mobieletelefoon mobielnummer mobiel gsm ",
	  HEADER_FACT, KEY_PHONE },
	{ " company companies companyname organization organizations"
	  " organizationname organisation organisationname accountname"
	  " currentcompany associatedcompany primarycompany workcompany"
	  " employer firma unternehmen firmenname arbeitgeber"
	  " societe entreprise employeur empresa organizacion compania"
	  " societa azienda ditta organizzazione organizacao companhia"
	  " bedrijf bedrijfsnaam organisatie werkgever ",
	  HEADER_FACT, KEY_ORG },
	{ " url profileurl linkedinurl linkedinprofile linkedinprofileurl"
	  " personlinkedinurl ", HEADER_FACT, KEY_URL },
	{ " organizationtitle jobtitle position ", HEADER_JOB, 0 },
	{ " id contactid recordid personid ", HEADER_FACT, KEY_ID },
	{ " ort stadt wohnort ville ciudad citta cidade plaats woonplaats"
	  " stad ", HEADER_FACT, KEY_PLACE },
	{ " webpage personalwebpage website websiteurl websitevalue homepage"
	  " webseite pageweb siteweb paginaweb sitioweb sitoweb webpagina ",
	  HEADER_SITE, 0 },
	{ " connectedon verbundenam verbundenseit kennengelernt connectele"
	  " connexionle datedeconnexion conectadoel fechadeconexion"
	  " collegatoil connessoil datadicollegamento conectadoem"
	  " datadeconexao datadaconexao verbondenop gekoppeldop ",
	  HEADER_FACT, KEY_MET },
	{ " lastcontacted lastcontact lastcontactdate lastcontacteddate"
	  " lastinteraction lastinteractiondate lastmet lastmeeting"
	  " lastspoke lastspoken lastspoketo lastspokento lasttalked"
	  " lasttalkedto lastcall lasttouch lasttouchpoint lastmessaged"
	  " lastreachedout lastcatchup lastcaughtup"
	  " letzterkontakt letztekontaktaufnahme zuletztkontaktiert"
	  " zuletztgesehen letztestreffen letztesgesprach"
	  " derniercontact dernierecontact datedederniercontact"
	  " datedudernierecontact derniererencontre dernierechange"
	  " ultimocontacto fechadeultimocontacto fechadelultimocontacto"
	  " ultimainteraccion ultimocontatto dataultimocontatto"
	  " ultimainterazione ultimocontato datadoultimocontato"
	  " ultimainteracao laatstecontact laatstcontact"
	  " laatstecontactmoment ", HEADER_FACT, KEY_LAST_CONTACT },
	{ " every frequency howoften keepintouch keepintouchfrequency"
	  " reminderfrequency contactevery remindevery stayintouchevery"
	  " haufigkeit turnus frequence frecuencia frequenza frequencia"
	  " frequentie ", HEADER_FACT, KEY_CADENCE },
	{ " nextactivitydate nextcontacton nextstepdate wiedervorlage"
	  " nachsterkontakt prochaincontact proximocontacto"
	  " prossimocontatto proximocontato volgendcontact ",
	  HEADER_FACT, KEY_NEXT_CONTACT },
	{ " archived isarchived ", HEADER_FACT, KEY_PAUSED },
	{ " labels label groupmembership groups keywords categories category"
	  " kategorien kategorie gruppen schlagworte etiketten"
	  " groupes etiquettes libelles motscles"
	  " categorias etiquetas grupos categorie etichette gruppi marcadores"
	  " categorieen groepen trefwoorden ", HEADER_LABELS, 0 },
	{ " birthday birthdate dateofbirth geburtstag geburtsdatum anniversaire"
	  " datedenaissance cumpleanos fechadenacimiento compleanno"
	  " datadinascita datadenascimento datadeaniversario verjaardag"
	  " geboortedatum ", HEADER_FACT, KEY_BIRTHDAY },
	{ " birthyear geburtsjahr anneedenaissance anodenacimiento"
	  " annodinascita anodenascimento geboortejaar ",
	  HEADER_BIRTH_YEAR, 0 },
	{ " birthmonth geburtsmonat moisdenaissance mesdenacimiento"
	  " mesedinascita mesdenascimento geboortemaand ",
	  HEADER_BIRTH_MONTH, 0 },
	{ " diadenacimiento giornodinascita diadenascimento geboortedag ",
	  HEADER_BIRTH_DAY, 0 },
	{ " date day when datetime timestamp sentat senton datesent"
	  " activitydate meetingdate calldate"
	  " datum wann zeitpunkt quand datedenvoi fecha cuando"
	  " fechadeenvio quando wanneer ", HEADER_DATE, 0 },
	{ " from sender absender expediteur remitente mittente remetente"
	  " afzender ", HEADER_FROM, 0 },
	{ " senderprofileurl inviterprofileurl ", HEADER_FROM_URL, 0 },
	{ " to recipient recipients who person people with contact contacts"
	  " attendee attendees participant participants associatedcontact"
	  " associatedcontacts"
	  " wer kontakt kontakte empfanger teilnehmer"
	  " qui avec personne destinataire destinataires"
	  " quien persona contacto contactos destinatario destinatarios"
	  " participantes contatto contatti partecipanti"
	  " quem pessoa contato contatos"
	  " persoon contactpersoon ontvanger deelnemers ",
	  HEADER_TO, 0 },
	{ " recipientprofileurl recipientprofileurls inviteeprofileurl ",
	  HEADER_TO_URL, 0 },
	{ " channel type medium activitytype kanal canal tipo canale kanaal"
	  " typ anrufart tipodellamada tipodechamada tipodichiamata"
	  " typedappel ",
	  HEADER_CHANNEL, 0 },
	{ " subject message text note notes summary topic what comment"
	  " comments description"
	  " betreff nachricht notiz notizen bemerkung bemerkungen kommentar"
	  " thema was beschreibung"
	  " objet sujet remarque remarques commentaire commentaires quoi"
	  " asunto mensaje nota notas comentario comentarios tema"
	  " descripcion oggetto messaggio argomento cosa descrizione"
	  " assunto mensagem oque descricao"
	  " onderwerp bericht notitie notities opmerking opmerkingen"
	  " aantekeningen wat beschrijving ", HEADER_TEXT, 0 },
	{ " content inhalt contenu contenido contenuto conteudo inhoud ",
	  HEADER_CONTENT, 0 },
	{ " conversationid ", HEADER_THREAD, 0 },
	{ " direction richtung ", HEADER_DIRECTION, 0 },
	{ " calltype anruftyp ", HEADER_CALL, 0 },
	{ " duration callduration dauer duree duracion durata duracao duur ",
	  HEADER_DURATION, 0 },
	{ " folder ismessagedraft isconversationdraft ", HEADER_DRAFT, 0 },
	/* words of other things, that note/keys.h takes for keys of people */
	{ " work where intro ", HEADER_NONE, 0 },
};

/* What a row has by which somebody can be reached. */
#define REACHED \
	" email emails emailaddress emailaddresses emailwork emailhome phone" \
	" phones phonenumber phonenumbers phonework phonehome mobile "

/*
 * Names that the others decide: the first row counts whose name it is and that
 * has none in beside, or one of them in the same header.
 */
static const struct {
	const char *name;   /* as above, one */
	const char *beside; /* or NULL */
	struct heading heading;
} by_others[] = {
	/* Vorname, Name; else the whole name */
	{ " name ", " nachname familienname lastname familyname surname ",
	  { HEADER_FULL, 0 } },
	{ " name ", " vorname ", { HEADER_LAST, 0 } },
	{ " name ", NULL, { HEADER_FULL, 0 } },
	{ " naam ", " achternaam familienaam ", { HEADER_FULL, 0 } },
	{ " naam ", " voornaam ", { HEADER_LAST, 0 } },
	{ " naam ", NULL, { HEADER_FULL, 0 } },
	/* French, but Nom, Cognoms in Catalan */
	{ " nom ", " cognom cognoms ", { HEADER_FIRST, 0 } },
	{ " nom ", " nomdefamille ", { HEADER_FULL, 0 } },
	{ " nom ", " prenom prenoms ", { HEADER_LAST, 0 } },
	{ " nom ", NULL, { HEADER_FULL, 0 } },
	{ " nombre ", " apellido apellidos primerapellido ",
	  { HEADER_FIRST, 0 } },
	{ " nombre ", NULL, { HEADER_FULL, 0 } },
	/* Italian, and of Portugal and Brazil, where an apelido differs */
	{ " nome ", " primeironome nomeproprio ", { HEADER_FULL, 0 } },
	{ " nome ", " cognome sobrenome ultimonome apelido apelidos ",
	  { HEADER_FIRST, 0 } },
	{ " nome ", NULL, { HEADER_FULL, 0 } },
	{ " apelido ", " sobrenome ultimonome ",
	  { HEADER_FACT, KEY_ALIASES } },
	{ " apelido ", NULL, { HEADER_LAST, 0 } },
	/* of a wedding in Spanish, of birth in Portuguese */
	{ " aniversario ", " cumpleanos fechadenacimiento nombre apellidos ",
	  { HEADER_NONE, 0 } },
	{ " aniversario ", NULL, { HEADER_FACT, KEY_BIRTHDAY } },
	{ " jour ", " anneedenaissance ", { HEADER_BIRTH_DAY, 0 } },
	{ " jour ", NULL, { HEADER_DATE, 0 } },
	{ " mois ", " anneedenaissance ", { HEADER_BIRTH_MONTH, 0 } },
	/* words of English too, or of any table */
	{ " tag ", " wer mit kontakt betreff notiz thema ",
	  { HEADER_DATE, 0 } },
	{ " tag ", NULL, { HEADER_LABELS, 0 } },
	{ " data ", " chi con contatto contatti persona nome oggetto mittente"
	  " durata quem com contato contatos pessoa assunto remetente ",
	  { HEADER_DATE, 0 } },
	{ " giorno ", " chi con contatto contatti persona nome ",
	  { HEADER_DATE, 0 } },
	{ " dag ", " wie met persoon ", { HEADER_DATE, 0 } },
	{ " mit ", " datum wann tag ", { HEADER_TO, 0 } },
	{ " con ", " fecha cuando data quando giorno ", { HEADER_TO, 0 } },
	{ " chi ", " data quando giorno ", { HEADER_TO, 0 } },
	{ " com ", " data quando ", { HEADER_TO, 0 } },
	{ " wie ", " datum wanneer dag ", { HEADER_TO, 0 } },
	{ " met ", " datum wanneer dag ", { HEADER_TO, 0 } },
	/* an activity may be anybody's work, and a device is seen, too */
	{ " lastactivity ", " lastcontacted lastcontact lastactivitydate ",
	  { HEADER_NONE, 0 } },
	{ " lastactivity ", REACHED, { HEADER_FACT, KEY_LAST_CONTACT } },
	{ " lastactivitydate ", " lastcontacted lastcontact ",
	  { HEADER_NONE, 0 } },
	{ " lastactivitydate ", REACHED, { HEADER_FACT, KEY_LAST_CONTACT } },
	{ " lastseen ", REACHED, { HEADER_FACT, KEY_LAST_CONTACT } },
	{ " contactname ", " date datum when activitydate ",
	  { HEADER_TO, 0 } },
	{ " contactname ", NULL, { HEADER_FULL, 0 } },
	/* too short to say anything alone */
	{ " von ", " an ", { HEADER_FROM, 0 } },
	{ " an ", " von ", { HEADER_TO, 0 } },
	{ " de ", " a para ", { HEADER_FROM, 0 } },
	{ " da ", " a ", { HEADER_FROM, 0 } },
	{ " a ", " de da ", { HEADER_TO, 0 } },
	{ " para ", " de ", { HEADER_TO, 0 } },
	{ " van ", " aan ", { HEADER_FROM, 0 } },
	{ " aan ", " van ", { HEADER_TO, 0 } },
};

enum { OTHERS = sizeof(by_others) / sizeof(by_others[0]) };

/* What keys of notes (note/keys.h) mean at the head of a column. */
static const uint8_t by_key[KEY_END] = {
	[KEY_FIRST_NAME] = HEADER_FIRST,
	[KEY_LAST_NAME] = HEADER_LAST,
	[KEY_CATEGORIES] = HEADER_LABELS,
	[KEY_TAGS] = HEADER_LABELS,
	[KEY_PEOPLE] = HEADER_TO,
	[KEY_DATE] = HEADER_DATE,
	[KEY_ALIASES] = HEADER_FACT,
	[KEY_EMAIL] = HEADER_FACT,
	[KEY_PHONE] = HEADER_FACT,
	[KEY_HANDLE] = HEADER_FACT,
	[KEY_ID] = HEADER_FACT,
	[KEY_URL] = HEADER_FACT,
	[KEY_ORG] = HEADER_FACT,
	[KEY_ROLE] = HEADER_JOB,
	[KEY_PLACE] = HEADER_FACT,
	[KEY_LAST_CONTACT] = HEADER_FACT,
	[KEY_CADENCE] = HEADER_FACT,
	[KEY_NEXT_CONTACT] = HEADER_FACT,
	[KEY_SNOOZE] = HEADER_FACT,
	[KEY_PAUSED] = HEADER_FACT,
	[KEY_STATUS] = HEADER_FACT,
	[KEY_DO_NOT_CONTACT] = HEADER_FACT,
	[KEY_DECEASED] = HEADER_FACT,
	[KEY_MET] = HEADER_FACT,
	[KEY_MET_AT] = HEADER_FACT,
	[KEY_VIA] = HEADER_FACT,
	[KEY_BIRTHDAY] = HEADER_FACT,
	[KEY_CARE] = HEADER_FACT,
};

/* The longest cell that can name a column; a preamble's text is longer. */
enum { NAME_MAX_BYTES = 64 };

/*
 * " emailvalue " out of "E-mail 2 - Value", " prenom " out of "Prénom": no
 * case, accents, digits, marks, nor what Pipedrive has before every name.
 * False for no name, nor is one with a NUL byte: that is no text in an encoding
 * that is known.
 */
static bool
squeeze(struct buf *name, struct str cell)
{
	size_t i, n = 1;

	buf_clear(name);
	if (cell.len > NAME_MAX_BYTES || str_chr(cell, '\0') != SIZE_MAX)
		return false;
	cell = str_trim(cell);
	if (str_istarts(cell, STR("Person - ")))
		cell = str_from(cell, 9);
	buf_addc(name, ' ');
	unicode_slug(name, cell);
	for (i = 1; i < name->len; i++)
		if (name->ptr[i] != '-' && !ch_digit(name->ptr[i]))
			name->ptr[n++] = name->ptr[i];
	name->len = n;
	buf_addc(name, ' ');
	return n > 1;
}

static bool
is_among(const char *names, struct str name)
{
	return str_find(str_of(names), name) != SIZE_MAX;
}

/* fits: which rows of by_others have what they ask for beside the name. */
static struct heading
meaning_of(struct str name, struct str cell, const bool *fits)
{
	struct heading heading;
	size_t i;

	for (i = 0; i < OTHERS; i++)
		if (fits[i] && str_eq(name, str_of(by_others[i].name)))
			return by_others[i].heading;
	for (i = 0; i < sizeof(by_name) / sizeof(by_name[0]); i++)
		if (is_among(by_name[i].names, name))
			return (struct heading){ by_name[i].role,
				by_name[i].key };
	heading.key = (uint8_t)key_of(cell);
	heading.role = by_key[heading.key];
	return heading;
}

void
heading_read(const struct str *cells, size_t n, struct heading *headings)
{
	bool fits[OTHERS];
	struct buf name = { 0 };
	size_t i, k;

	for (k = 0; k < OTHERS; k++)
		fits[k] = !by_others[k].beside;
	for (i = 0; i < n; i++) {
		if (!squeeze(&name, cells[i]))
			continue;
		for (k = 0; k < OTHERS; k++)
			fits[k] |= by_others[k].beside &&
			    is_among(by_others[k].beside, buf_str(&name));
	}
	for (i = 0; i < n; i++) {
		headings[i] = (struct heading){ HEADER_NONE, KEY_OTHER };
		if (squeeze(&name, cells[i]))
			headings[i] = meaning_of(buf_str(&name), cells[i],
			    fits);
	}
	buf_release(&name);
}

struct heading
heading_of(struct str name)
{
	struct heading heading;

	heading_read(&name, 1, &heading);
	return heading;
}

/* As key_eq does, and without what unicode_slug takes off. */
bool
heading_eq(struct str a, struct str b)
{
	struct buf x = { 0 }, y = { 0 };
	bool equal;

	unicode_slug(&x, a);
	unicode_slug(&y, b);
	equal = x.len ? key_eq(buf_str(&x), buf_str(&y)) :
	    str_eq(str_trim(a), str_trim(b));
	buf_release(&x);
	buf_release(&y);
	return equal;
}

/* Contact and interaction tables, as programs and people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "note/stamp.h"
#include "note/table.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

/* The test's own reader: nothing of it but what tables need. */
static void
release(struct reader *r)
{
	arena_release(&r->arena);
	arena_release(&r->scratch);
	diag_release(&r->diags);
	vec_release(&r->profiles);
	vec_release(&r->records);
	vec_release(&r->whos);
}

static void
show_day(struct buf *out, const char *before, day_t day)
{
	char text[DAY_TEXT];

	if (day == DAY_NONE)
		return;
	day_format(day, text);
	buf_printf(out, "%s%s", before, text);
}

/* "2 Ana Ruiz email=ana@example.org met=2024-01-09" */
static void
show_profile(struct buf *out, const struct profile *p)
{
	size_t i;

	buf_printf(out, "%u ", p->line);
	buf_add(out, p->name);
	for (i = 0; i < p->facts_n; i++) {
		buf_printf(out, " %s=", key_name(p->facts[i].key));
		buf_add(out, p->facts[i].value);
		assert_int_equal(p->facts[i].line, p->line);
	}
	show_day(out, " met:", p->met);
	show_day(out, " last:", p->last_contact);
	if (p->cadence.months || p->cadence.days)
		buf_printf(out, " cadence:%d/%d", p->cadence.months,
		    p->cadence.days);
	buf_addc(out, '\n');
}

/* "2 2021-06-22 message [0:ana@example.org] or [0:Ana Ruiz] text" */
static void
show_record(struct buf *out, const struct reader *r,
    const struct record *record)
{
	const struct who *who = r->whos.v + record->who;
	size_t i;

	buf_printf(out, "%u", record->line);
	if (record->kind == RECORD_FOLLOWUP) {
		show_day(out, " due:", record->due);
		buf_addc(out, ' ');
		buf_add(out, record->text);
		buf_addc(out, '\n');
		return;
	}
	assert_int_equal(record->kind, RECORD_ENTRY);
	assert_int_equal(record->due, DAY_NONE);
	show_day(out, " ", record->day);
	buf_addc(out, ' ');
	buf_add(out, record->channel);
	for (i = 0; i < record->who_n; i++) {
		if (who[i].otherwise)
			buf_puts(out, " or");
		buf_printf(out, " [%u:", who[i].tier);
		buf_add(out, who[i].target);
		buf_addc(out, ']');
	}
	buf_addc(out, ' ');
	buf_add(out, record->text);
	buf_addc(out, '\n');
}

static int
all_at_once(void *context, struct buf *out)
{
	struct str *bytes = context;
	bool any = bytes->len > 0;

	buf_add(out, *bytes);
	bytes->len = 0;
	return any;
}

static void
show_table(struct buf *out, const char *path, struct str bytes)
{
	struct input input = { all_at_once, &bytes };
	struct read_options options = { 0 };
	struct reader r = { .options = &options };
	struct source source = { .path = str_of(path), .kind = SOURCE_NONE };
	size_t i;

	table_read(&r, &input, &source);
	assert_non_null(source.reason);
	buf_puts(out, source.kind == SOURCE_CONTACTS ? "contacts\n" :
	    source.kind == SOURCE_INTERACTIONS ? "interactions\n" :
	    "other\n");
	for (i = 0; i < r.profiles.n; i++)
		show_profile(out, &r.profiles.v[i]);
	for (i = 0; i < r.records.n; i++)
		show_record(out, &r, &r.records.v[i]);
	for (i = 0; i < r.diags.list.n; i++)
		buf_printf(out, "%s@%u\n", r.diags.list.v[i].code,
		    r.diags.list.v[i].line);
	release(&r);
}

struct test {
	const char *path, *text, *expected;
};

static const struct test tests[] = {
	/* LinkedIn */
	{ "Connections.csv",
	  "Notes:\n\"When exporting, you may notice\nthat some, are "
	  "missing\"\n\n"
	  "First Name,Last Name,URL,Email Address,Company,Position,"
	  "Connected On\n"
	  "Ana,Ruiz,https://www.linkedin.com/in/ana,,Port,Pilot,"
	  "09 Jan 2024\n"
	  ",,,,,,10 Jan 2024\n"
	  "Bob,Chen,https://www.linkedin.com/in/bob,bob@example.org,"
	  "\"Chen, Ltd\",,7-Jan-22\n",
	  "contacts\n"
	  "6 Ana Ruiz url=https://www.linkedin.com/in/ana org=Port "
	  "met:2024-01-09\n"
	  "8 Bob Chen url=https://www.linkedin.com/in/bob "
	  "email=bob@example.org org=Chen, Ltd met:2022-01-07\n" },
	{ "a.csv",
	  "Notes:,,,,,\n\"x, y\",,,,,\n,,,,,\nFirst Name,Last Name,"
	  "Email Address,Company,Position,Connected On\n"
	  "Ana,Ruiz,,,,\"9/15/18, 3:04 AM\"\n",
	  "contacts\n5 Ana Ruiz met:2018-09-15\n" },
	{ "messages.csv",
	  "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"
	  "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
	  "IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
	  "1,,Me,https://li/me,Ana Ruiz,https://li/ana,"
	  "2021-06-22 21:33:05 UTC,,\"Hi Ana\nbye\",INBOX,No,No\n"
	  "1,,Me,https://li/me,\"Ana Ruiz,Bob Chen\","
	  "\"https://li/ana,https://li/bob\",2021-06-23 21:33:05 UTC,Us,x,"
	  "INBOX,No,No\n"
	  "1,,Me,https://li/me,Ana Ruiz,,2021-06-24 21:33:05 UTC,,x,,Yes,No\n"
	  "1,,Me,https://li/me,\"Ana Ruiz, PhD\",https://li/ana,"
	  "2021-06-25 21:33:05 UTC,,,,No,No\n"
	  "1,,Me,https://li/me,\"Ana Ruiz, PhD,Bob Chen\","
	  "\"https://li/ana,https://li/bob\",2021-06-26 21:33:05 UTC,,,,"
	  "No,No\n",
	  "interactions\n"
	  "2 2021-06-22 message [0:https://li/me] or [0:Me] "
	  "[0:https://li/ana] or [0:Ana Ruiz] Hi Ana\n"
	  "4 2021-06-23 message [0:https://li/me] or [0:Me] "
	  "[0:https://li/ana] or [0:Ana Ruiz] [0:https://li/bob] "
	  "or [0:Bob Chen] Us\n"
	  "6 2021-06-25 message [0:https://li/me] or [0:Me] "
	  "[0:https://li/ana] or [0:Ana Ruiz, PhD] \n"
	  "7 2021-06-26 message [0:https://li/me] or [0:Me] "
	  "[0:https://li/ana] [0:https://li/bob] [1:Ana Ruiz] [1:PhD] "
	  "[1:Bob Chen] \n" },
	{ "messages.csv",
	  "From,To,Date,Subject,Content,Direction,Folder\n"
	  "Ana Ruiz,Me,\"9/15/18, 3:04 AM\",Hello,x,INCOMING,INBOX\n"
	  "Me,Ana Ruiz,2018-09-16,Hello,x,OUTGOING,DRAFT\n",
	  "interactions\n"
	  "2 2018-09-15 message [0:Ana Ruiz] [0:Me] Hello\n" },
	{ "Invitations.csv",
	  "From,To,Sent At,Message,Direction,inviterProfileUrl,"
	  "inviteeProfileUrl\n"
	  "Me,Ana Ruiz,\"1/9/24, 3:04 AM\",,OUTGOING,https://li/me,"
	  "https://li/ana\n",
	  "interactions\n"
	  "2 2024-01-09 invitation [0:https://li/me] or [0:Me] "
	  "[0:https://li/ana] or [0:Ana Ruiz] \n" },
	/* Google */
	{ "google.csv",
	  "First Name,Middle Name,Last Name,Nickname,Organization Name,"
	  "Birthday,Labels,E-mail 1 - Label,E-mail 1 - Value,"
	  "E-mail 2 - Value,Phone 1 - Value,Website 1 - Value\n"
	  "Ana,María,Ruiz,Anita,Port,1984-04-17,* myContacts ::: Navy,"
	  "* Home,ana@example.org ::: a@example.org,* ruiz@example.org,"
	  "+351 555 0100,https://example.org\n"
	  ",,,,Only Company,,,,info@example.org,,,\n"
	  ",,,,,,* myContacts,,,,,\n",
	  "contacts\n"
	  "2 Ana Ruiz aliases=Anita org=Port birthday=1984-04-17 tags=Navy "
	  "email=ana@example.org email=a@example.org "
	  "email=ruiz@example.org phone=+351 555 0100\n"
	  "3 info@example.org org=Only Company email=info@example.org\n" },
	{ "google-old.csv",
	  "Name,Given Name,Additional Name,Family Name,Birthday,Location,"
	  "Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
	  "Address 1 - Formatted,Organization 1 - Name\n"
	  "Ana María Ruiz,Ana,María,Ruiz, --04-17,Porto,"
	  "* My Contacts ::: Navy ::: Old Friends,* ,ana@example.org,"
	  "\"Rua 1\nPorto\",Port\n"
	  "Bob,Bob,,,,,,,bob@example.org,,\n",
	  "contacts\n"
	  "2 Ana María Ruiz birthday=--04-17 place=Porto tags=Navy "
	  "tags=Old Friends email=ana@example.org org=Port\n"
	  "4 Bob email=bob@example.org\n" },
	/* Outlook, Thunderbird */
	{ "outlook.csv",
	  "First Name,Middle Name,Last Name,Title,Web Page,Birthday,"
	  "E-mail Address,E-mail 2 Address,Mobile Phone,Company,"
	  "Categories\n"
	  "Ana,,Ruiz,Dr.,http://example.org,0/0/00,ana@example.org,,555,Port,"
	  "Friends;Porto\n"
	  "Bob,,Chen\n",
	  "contacts\n"
	  "2 Ana Ruiz email=ana@example.org phone=555 org=Port tags=Friends "
	  "tags=Porto\n"
	  "3 Bob Chen\n" },
	{ "outlook-de.csv", "Vorname;Nachname;E-Mail-Adresse\n"
	  "Ren\xe9;Fa\xdf;rene@example.org\n",
	  "contacts\n2 René Faß email=rene@example.org\nlatin-1@2\n" },
	{ "thunderbird.csv",
	  "First Name,Last Name,Display Name,Nickname,Primary Email,"
	  "Secondary Email,Organization,Birth Year,Birth Month,Birth Day,\n"
	  "Ana,Ruiz,Ana R.,,ana@example.org,,Port,1984,4,17,\n"
	  "Bob,Chen,bob@example.org,,bob@example.org,,,,02,29,\n"
	  ",,,,cy@example.org,,,,,,\n",
	  "contacts\n"
	  "2 Ana R. email=ana@example.org org=Port birthday=1984-04-17\n"
	  "3 Bob Chen email=bob@example.org birthday=--02-29\n"
	  "4 cy@example.org email=cy@example.org\n" },
	/* our own */
	{ "people.csv", "name,company\nAna Ruiz,Port\n",
	  "contacts\n2 Ana Ruiz org=Port\n" },
	{ "crm/contacts (2).csv", "name,url\nAna Ruiz,https://example.org\n",
	  "contacts\n2 Ana Ruiz url=https://example.org\n" },
	{ "a/Connections/2019.csv", "Name,Company\nAna Ruiz,Port\n",
	  "contacts\n2 Ana Ruiz org=Port\n" },
	{ "stocks.csv", "name,company\nAna Ruiz,Port\n", "other\n" },
	{ "people/a/b.csv", "name,company\nAna Ruiz,Port\n", "other\n" },
	{ "contactsheet.csv", "name,company\nAna Ruiz,Port\n", "other\n" },
	{ "a.csv", "name,title\nAna Ruiz,Dr.\n", "other\n" },
	{ "a.tsv", "name\temail\nAna Ruiz\tana@example.org\n",
	  "contacts\n2 Ana Ruiz email=ana@example.org\n" },
	{ "a.csv", "id,name,email,last contact,cadence,met\n"
	  "1,Ana Ruiz,ana@example.org,2026-05-02,1m,02.05.2025\n"
	  "ruiz-7,Ana R.,no address,soon,,2026-02-30\n",
	  "contacts\n"
	  "2 Ana Ruiz email=ana@example.org met:2025-05-02 last:2026-05-02 "
	  "cadence:1/0\n"
	  "3 Ana R. id=ruiz-7\n"
	  "bad-date@3\nbad-date@3\n" },
	{ "a.csv", "Date,Who,Channel,Notes\n"
	  "2026-05-02,\"Ana Ruiz; [[Bob Chen]]\",Phone Call,about the grant\n"
	  "2026-05-03,Cy <cy@example.org>,,\n"
	  ",Ana Ruiz,,when?\n"
	  "2026-05-04,,call,nobody\n"
	  "13/05/2026,Ana Ruiz,,\n",
	  "interactions\n"
	  "2 2026-05-02 phone call [0:Ana Ruiz] [0:Bob Chen] "
	  "about the grant\n"
	  "3 2026-05-03  [0:cy@example.org] or [0:Cy] \n"
	  "6 2026-05-13  [0:Ana Ruiz] \n"
	  "bad-date@4\n" },
	/* one date says how the others are to be read, wherever it stands */
	{ "a.csv", "Date,Who\n3/4/2026,Ana\n4/4/2026,Bob\n2026-05-01,Cy\n"
	  "13/4/2026,Di\n4/13/2026,Ed\n5/4/2026,Flo\n",
	  "interactions\n"
	  "2 2026-04-03  [0:Ana] \n3 2026-04-04  [0:Bob] \n"
	  "4 2026-05-01  [0:Cy] \n5 2026-04-13  [0:Di] \n"
	  "7 2026-04-05  [0:Flo] \nbad-date@6\n" },
	{ "a.csv", "Date,Who\n4/4/2026,Ana\n3/4/2026,Bob\n5/6/2026,Cy\n",
	  "interactions\n2 2026-04-04  [0:Ana] \nambiguous-date@3\n" },
	{ "a.csv", "name,email,last contact,met\n"
	  "Ana,a@example.org,3/4/2026,\nBob,b@example.org,,4/13/2026\n",
	  "contacts\n2 Ana email=a@example.org last:2026-03-04\n"
	  "3 Bob email=b@example.org met:2026-04-13\n" },
	{ "a.csv", "First Name,Last Name,Connected On\nAna,Ruiz,3/4/18\n",
	  "contacts\n2 Ana Ruiz met:2018-03-04\n" },
	/* other languages; accents or none, marks or none */
	{ "a.csv", "Vorname;Name;E-Mail\nAna;Ruiz;a@example.org\n",
	  "contacts\n2 Ana Ruiz email=a@example.org\n" },
	{ "a.csv", "Name;E-Mail\nAna Ruiz;a@example.org\n",
	  "contacts\n2 Ana Ruiz email=a@example.org\n" },
	{ "a.csv", "Pr\u00e9nom,Nom,Courriel\nAna,Ruiz,a@example.org\n",
	  "contacts\n2 Ana Ruiz email=a@example.org\n" },
	{ "a.csv", "NOM,PRENOM,Tel.\nRuiz,Ana,555\n",
	  "contacts\n2 Ana Ruiz phone=555\n" },
	{ "a.csv", "Nom,Cognoms\nAna,Ruiz\n", "contacts\n2 Ana Ruiz\n" },
	{ "a.csv", "Nom,T\u00e9l\u00e9phone\nAna Ruiz,555\n",
	  "contacts\n2 Ana Ruiz phone=555\n" },
	{ "a.csv", "Nombre,Apellidos,Tel\u00e9fono m\u00f3vil\n"
	  "Ana,Ruiz,555\n", "contacts\n2 Ana Ruiz phone=555\n" },
	{ "a.csv", "nome,cognome,cellulare\nAna,Ruiz,555\n",
	  "contacts\n2 Ana Ruiz phone=555\n" },
	{ "a.csv", "Nome;Telem\u00f3vel\nAna Ruiz;555\n",
	  "contacts\n2 Ana Ruiz phone=555\n" },
	{ "a.csv", "Nome,Apelido\nAna,Ruiz\n", "contacts\n2 Ana Ruiz\n" },
	{ "a.csv", "Nome,Sobrenome,Apelido\nAna,Ruiz,Anita\n",
	  "contacts\n2 Ana Ruiz aliases=Anita\n" },
	{ "a.csv", "Voornaam,Tussenvoegsel,Achternaam\nJan,van der,Berg\n"
	  "Eva,,Smit\n", "contacts\n2 Jan van der Berg\n3 Eva Smit\n" },
	{ "a.csv", "Naam,Voornaam\nRuiz,Ana\n",
	  "contacts\n2 Ana Ruiz\n" },
	{ "a.csv", "Tag,Wer,Betreff\n2.5.2026,Ana,Saat\n",
	  "interactions\n2 2026-05-02  [0:Ana] Saat\n" },
	{ "a.csv", "name,email,tag\nAna,a@example.org,navy\n",
	  "contacts\n2 Ana email=a@example.org tags=navy\n" },
	{ "a.csv", "person,data,value\n1,2,3\n", "other\n" },
	{ "a.csv", "Datum,Van,Aan,Bericht\n2-5-2026,Ana,Bob,hoi\n"
	  "20-5-2026,Bob,Ana,dag\n",
	  "interactions\n2 2026-05-02  [0:Ana] [0:Bob] hoi\n"
	  "3 2026-05-20  [0:Bob] [0:Ana] dag\n" },
	/* programs that keep relations */
	{ "hubspot.csv", "Record ID,First Name,Last Name,Email,Phone Number,"
	  "Last Activity Date,Last Contacted,Create Date,Company Name\n"
	  "101,Ana,Ruiz,a@example.org,555,2026-05-09 10:00,"
	  "2026-05-02 10:00,2020-01-01 10:00,Port\n",
	  "contacts\n2 Ana Ruiz email=a@example.org phone=555 org=Port "
	  "last:2026-05-02\n" },
	{ "notion.csv", "Name,Tags,Email,Last Contact,Company\n"
	  "Ana Ruiz,\"navy, porto\",a@example.org,"
	  "\"May 2, 2026 2:30 PM\","
	  "Port (https://www.notion.so/Port-0123456789abcdef)\n",
	  "contacts\n2 Ana Ruiz tags=navy tags=porto email=a@example.org "
	  "org=Port last:2026-05-02\n" },
	{ "notion.csv", "Name,Date,People\nCall,\"May 2, 2026\",\"Ana Ruiz "
	  "(https://www.notion.so/Ana-0123), Bob (https://www.notion.so/B)\""
	  "\n",
	  "interactions\n2 2026-05-02  [0:Ana Ruiz] [0:Bob] \n" },
	{ "pipedrive.csv", "Person - Name,Person - Email - Work,"
	  "Person - Organization,Person - Last activity date\n"
	  "Ana Ruiz,a@example.org,Port,2026-05-02\n",
	  "contacts\n2 Ana Ruiz email=a@example.org org=Port "
	  "last:2026-05-02\n" },
	{ "a.csv", "Name,Last met,Every\nAna,2026-05-02,Every 2 weeks\n"
	  "Bob,,monthly\n",
	  "contacts\n2 Ana last:2026-05-02 cadence:0/14\n"
	  "3 Bob cadence:1/0\n" },
	{ "a.csv", "Contact,Email\nAna,a@example.org\n",
	  "contacts\n2 Ana email=a@example.org\n" },
	{ "a.csv", "name,email,next contact\nAna,a@example.org,2026-12-01\n",
	  "contacts\n2 Ana email=a@example.org\n"
	  "2 due:2026-12-01 follow_up: 2026-12-01\n" },
	/* what spreadsheets do to texts and numbers */
	{ "a.csv", "name,phone,email\n'=Ana,'+351 555,'@x\n"
	  "Bob,=\"0049\",b@example.org\nCy,\"=\"\"0351\"\"\",\n"
	  "Di,4.9E+11,\nEd,\"4,9e11\",\nFlo,4E,\n'Abd,1,\n",
	  "contacts\n2 =Ana phone=+351 555\n"
	  "3 Bob phone=0049 email=b@example.org\n4 Cy phone=0351\n5 Di\n6 Ed\n"
	  "7 Flo phone=4E\n8 'Abd phone=1\n"
	  "rounded-number@5\nrounded-number@6\n" },
	{ "a.csv", "sep=;\nname;note, as it is\nAna;x\n", "other\n" },
	{ "a.csv", "sep=;\r\nname;email, as it is;email\r\n"
	  "Ana;x;a@example.org\r\n",
	  "contacts\n3 Ana email=a@example.org\n" },
	{ "a.csv", "\"sep=|\"\nname|email\nAna|a@example.org\n",
	  "contacts\n3 Ana email=a@example.org\n" },
	/* calls */
	{ "calls.csv", "Date,Name,Number,Type,Duration\n"
	  "2026-05-02 10:00:00,Ana Ruiz,555 0100,Incoming,120\n"
	  "2026-05-03 10:00:00,Ana Ruiz,555 0100,Missed Call,0\n"
	  "2026-05-04 10:00:00,,555 0101,OUTGOING,9\n"
	  "2026-05-05 10:00:00,Bob Chen,555 0102,FaceTime,9\n",
	  "interactions\n"
	  "2 2026-05-02 call [0:Ana Ruiz] \n"
	  "5 2026-05-05 facetime [0:Bob Chen] \n" },
	{ "a.csv", "Call type,Date,Duration,Number,Contact\n"
	  "Outgoing,2026-05-02,00:02:00,555 0100,Ana Ruiz\n"
	  "Missed,2026-05-03,,555 0100,Ana Ruiz\n",
	  "interactions\n2 2026-05-02 call [0:Ana Ruiz] \n" },
	{ "signup.csv", "Timestamp,Name,Email\n"
	  "2026-05-02,Ana Ruiz,ana@example.org\n",
	  "contacts\n2 Ana Ruiz email=ana@example.org\n" },
	{ "a.csv", "Date,Topic\n2026-05-02,x\n", "other\n" },
	/* broken */
	{ "a.csv", "name,email\nAna,a@example.org\n\xef\xbb\xbfname,email\n"
	  "\xef\xbb\xbf" "Bob,b@example.org\n",
	  "contacts\n2 Ana email=a@example.org\n4 Bob email=b@example.org\n" },
	{ "a.csv", "name,email\nAna;a@example.org\nBob,b@example.org\n",
	  "contacts\n3 Bob email=b@example.org\nragged-row@2\n" },
	{ "a.csv", "", "other\n" },
	{ "a.csv", "x \"y\" z\n1\n", "other\n" },
	{ "a.csv", "1\n2\n3\n4\n5\n6\n7\n8\n9\nname,email\nAna,a@example.org\n",
	  "contacts\n11 Ana email=a@example.org\n" },
	{ "a.csv", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\nname,email\n"
	  "Ana,a@example.org\n", "other\n" },
	{ "a.csv", "name,email\nAna,a@example.org,,\nBob,b@example.org,x\n",
	  "contacts\n2 Ana email=a@example.org\n3 Bob email=b@example.org\n"
	  "ragged-row@3\n" },
	{ "a.csv", "Name,email,name ,email\nAna,a@example.org,X,x@example.org\n"
	  ",b@example.org,Bob\n",
	  "contacts\n"
	  "2 Ana email=a@example.org email=x@example.org\n"
	  "3 Bob email=b@example.org\ndouble-column@1\n" },
	{ "a.csv", "name,email\nAna,a@example.org\nBob,\"b@example.org\n"
	  "Cy,c@example.org\n",
	  "contacts\n2 Ana email=a@example.org\nunterminated-quote@3\n" },
};

static void
test_tables(void **state)
{
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(tests); i++) {
		buf_clear(&out);
		show_table(&out, tests[i].path, str_of(tests[i].text));
		if (strcmp(buf_cstr(&out), tests[i].expected) != 0)
			fail_msg("test %zu, %s: got\n%s", i, tests[i].path,
			    buf_cstr(&out));
	}
	buf_release(&out);
}

/* What was left unused, where there is something in it. */
static void
test_unused(void **state)
{
	static const struct {
		const char *text, *unused;
	} tables[] = {
		{ "name,email,shoe,hat\nAna,a@example.org,,7\n", "hat" },
		{ "a,name,email,b,,c\n,Ana,,,1,1\n1,Bob,b@example.org,,,\n",
		  "a, c" },
		{ "name,email,shoe,hat\n", "shoe, hat" },
		{ "name,email,shoe\nAna,a@example.org, \nBob,,", "" },
		{ "name,email,notes\nAna,a@example.org,x", "notes" },
		{ "date,with,email,notes\n2026-05-02,Ana,x,y", "email" },
		{ "date,with,when\n3/4/2026,Ana,x\n", "" },
		{ "x\n", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(tables); i++) {
		struct str bytes = str_of(tables[i].text);
		struct input input = { all_at_once, &bytes };
		struct read_options options = { 0 };
		struct reader r = { .options = &options };
		struct source source = { .path = STR("a.csv") };

		table_read(&r, &input, &source);
		if (!str_eq(source.unused, str_of(tables[i].unused)))
			fail_msg("test %zu: %.*s", i,
			    STR_ARG(source.unused));
		release(&r);
	}
}

static void
test_utf16(void **state)
{
	static const char text[] = "name,email\nAna,a@example.org\n";
	struct buf bytes = { 0 }, out = { 0 };
	size_t i;

	(void)state;
	buf_puts(&bytes, "\xff\xfe");
	for (i = 0; text[i]; i++) {
		buf_addc(&bytes, text[i]);
		buf_addc(&bytes, '\0');
	}
	show_table(&out, "a.csv", buf_str(&bytes));
	assert_string_equal(buf_cstr(&out),
	    "contacts\n2 Ana email=a@example.org\n");
	buf_clear(&bytes);
	buf_clear(&out);
	for (i = 0; text[i]; i++) {
		buf_addc(&bytes, text[i]);
		buf_add(&bytes, STR("\0\0\0"));
	}
	/* UTF-32 is nothing that anybody writes */
	show_table(&out, "a.csv", buf_str(&bytes));
	assert_string_equal(buf_cstr(&out), "other\n");
	buf_release(&bytes);
	buf_release(&out);
}

static void
test_dates(void **state)
{
	static const struct {
		const char *text, *expected;
	} dates[] = {
		{ "2021-06-22", "2021-06-22" },
		{ " 2021-06-22 21:33:05 UTC", "2021-06-22" },
		{ "2021-06-22T21:33:05+02:00", "2021-06-22" },
		{ "2021/06/22", "2021-06-22" },
		{ "20210622", "2021-06-22" },
		{ "09 Jan 2024", "2024-01-09" },
		{ "9 January 2024", "2024-01-09" },
		{ "7-Jan-22", "2022-01-07" },
		{ "7-Sept-69", "1969-09-07" },
		{ "Tue, 09 Jan 2024 10:00:00 +0000", "2024-01-09" },
		{ "January 9, 2024", "2024-01-09" },
		{ "Jan 9, 2024, 3:04 PM", "2024-01-09" },
		{ "9/15/18, 3:04 AM", "2018-09-15" },
		{ "15/9/2018", "2018-09-15" },
		{ "15-9-2018 10:00", "2018-09-15" },
		{ "9/5/2018", NULL },
		{ "9/9/2018", "2018-09-09" },
		{ "15.9.2018", "2018-09-15" },
		{ "5.9.2018", "2018-09-05" },
		{ "5. 9. 2018", "2018-09-05" },
		{ "9.15.2018", NULL },
		{ "15/13/2018", NULL },
		{ "9. Mai 2024", "2024-05-09" },
		{ "09. M\u00e4rz 2024, 10:00", "2024-03-09" },
		{ "1er f\u00e9vrier 2024", "2024-02-01" },
		{ "9 juil. 2024", "2024-07-09" },
		{ "9 juin 2024", "2024-06-09" },
		{ "9 jui 2024", NULL },
		{ "9 de enero de 2024", "2024-01-09" },
		{ "9 de mar\u00e7o de 2024", "2024-03-09" },
		{ "9-ago-24", "2024-08-09" },
		{ "9 ott 2024", "2024-10-09" },
		{ "9 mrt. 2024", "2024-03-09" },
		{ "26-05-02", NULL },
		{ "2021-02-30", NULL },
		{ "2021-06-22x", NULL },
		{ "30 Feb 2024", NULL },
		{ "9 Foo 2024", NULL },
		{ "Jan 2024", NULL },
		{ "9/5/218", NULL },
		{ "9/5/20181", NULL },
		{ "1612345678", NULL },
		{ "Ja", NULL },
		{ "9/", NULL },
		{ "Tue", NULL },
		{ "", NULL },
	};
	char text[DAY_TEXT];
	day_t day;
	bool ok;
	size_t i;

	(void)state;
	for (i = 0; i < N(dates); i++) {
		ok = stamp_parse(str_of(dates[i].text), STAMP_NONE, &day);
		if (ok != (dates[i].expected != NULL))
			fail_msg("%s", dates[i].text);
		if (!ok) {
			assert_int_equal(day, DAY_NONE);
			continue;
		}
		day_format(day, text);
		assert_string_equal(text, dates[i].expected);
	}
}

/* What tells day and month apart, and what it makes of the others. */
static void
test_order(void **state)
{
	static const struct {
		const char *text;
		enum stamp_order order;
		const char *dmy, *mdy;
	} dates[] = {
		{ "3/4/2026", STAMP_EITHER, "2026-04-03", "2026-03-04" },
		{ "3/4/26, 1:00 PM", STAMP_EITHER, "2026-04-03",
		  "2026-03-04" },
		{ "03-04-2026", STAMP_EITHER, "2026-04-03", "2026-03-04" },
		{ "Fri 3/4/2026", STAMP_EITHER, "2026-04-03", "2026-03-04" },
		{ "13/4/2026", STAMP_DMY, "2026-04-13", NULL },
		{ "4/13/2026", STAMP_MDY, NULL, "2026-04-13" },
		{ "4/4/2026", STAMP_NONE, "2026-04-04", "2026-04-04" },
		{ "3.4.2026", STAMP_NONE, "2026-04-03", "2026-04-03" },
		{ "2026-05-02", STAMP_NONE, "2026-05-02", "2026-05-02" },
		{ "2 May 2026", STAMP_NONE, "2026-05-02", "2026-05-02" },
		{ "31/2/2026", STAMP_NONE, NULL, NULL },
		{ "3/4", STAMP_NONE, NULL, NULL },
	};
	const char *expected;
	char text[DAY_TEXT];
	size_t i, k;
	day_t day;

	(void)state;
	for (i = 0; i < N(dates); i++) {
		if (stamp_order(str_of(dates[i].text)) != dates[i].order)
			fail_msg("%s", dates[i].text);
		for (k = 0; k < 2; k++) {
			expected = k ? dates[i].mdy : dates[i].dmy;
			assert_int_equal(stamp_parse(str_of(dates[i].text),
			    k ? STAMP_MDY : STAMP_DMY, &day),
			    expected != NULL);
			if (!expected)
				continue;
			day_format(day, text);
			assert_string_equal(text, expected);
		}
	}
}

/* A text is cut between letters; a row names so many and no more. */
static void
test_caps(void **state)
{
	struct buf bytes = { 0 }, out = { 0 };
	size_t i, n;

	(void)state;
	buf_puts(&bytes, "date,who,notes\n2026-05-02,Ana,a");
	for (i = 0; i < 500; i++)
		buf_puts(&bytes, "é");
	show_table(&out, "a.csv", buf_str(&bytes));
	assert_int_equal(out.len, strlen("interactions\n"
	    "2 2026-05-02  [0:Ana] \n") + 199);
	buf_clear(&bytes);
	buf_clear(&out);
	buf_puts(&bytes, "date,who\n2026-05-02,\"");
	for (i = 0; i < 100000; i++)
		buf_puts(&bytes, "x,");
	buf_puts(&bytes, "\"\n");
	show_table(&out, "a.csv", buf_str(&bytes));
	for (i = n = 0; i < out.len; i++)
		n += out.ptr[i] == '[';
	assert_int_equal(n, 1000);
	buf_release(&bytes);
	buf_release(&out);
}

static void
test_many_findings(void **state)
{
	struct buf bytes = { 0 }, out = { 0 };
	size_t i;

	(void)state;
	buf_puts(&bytes, "date,who\n");
	for (i = 0; i < 1000; i++)
		buf_puts(&bytes, "never,Ana,x\n");
	show_table(&out, "a.csv", buf_str(&bytes));
	assert_true(str_ends(buf_str(&out),
	    STR("ragged-row@0\nbad-date@0\n")));
	assert_true(out.len < 5000);
	buf_release(&bytes);
	buf_release(&out);
}

/* Pieces of all the tables above, in any order. */
static void
test_random(void **state)
{
	static const char *const pieces[] = { "name", "First Name", "Last Name",
		"email", "date", "to", "from", "RECIPIENT PROFILE URLS",
		"Labels", "Birth Month", "Birth Day", "Connected On", ",", ",",
		",", "\n", "\n", "\"", ";", "\t", " ::: ", "* ", "a@b", "<",
		">", "[[", "]]", "2026-05-02", "1/2/26", "9 Jan", "\xe9", "12",
		"content" };
	struct buf bytes = { 0 }, out = { 0 };
	unsigned seed = 7;
	size_t i, j;

	(void)state;
	for (i = 0; i < 20000; i++) {
		buf_clear(&bytes);
		buf_clear(&out);
		for (j = 0; j < 40; j++) {
			seed = seed * 1103515245U + 12345U;
			buf_puts(&bytes, pieces[(seed >> 16) % N(pieces)]);
		}
		show_table(&out, "contacts/a.csv", buf_str(&bytes));
	}
	buf_release(&bytes);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_unused),
		cmocka_unit_test(test_utf16),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_caps),
		cmocka_unit_test(test_many_findings),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}

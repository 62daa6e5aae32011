/* The built-in patterns on lines of every form, users' patterns, hostile ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "note/pattern.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

struct sample {
	const char *line;
	const char *expected; /* each match's groups; "" for none */
};

static const struct sample entries[] = {
	/* every form of netgrep-notes(5) */
	{ "- 2026-11-20 call: x", "date=2026-11-20 what=call: x" },
	{ "- **2026-11-20**: x", "date=2026-11-20 what=x" },
	{ "- **2026-11-20:** x", "date=2026-11-20 what=x" },
	{ "- [[2026-11-20]] — x", "date=2026-11-20 what=x" },
	{ "* 2026/11/20 x", "date=2026/11/20 what=x" },
	{ "+ 2026-11-20 x", "date=2026-11-20 what=x" },
	{ "1. 2026-11-20 x", "date=2026-11-20 what=x" },
	{ "12) 2026-11-20 x", "date=2026-11-20 what=x" },
	{ "2026-11-20 x", "date=2026-11-20 what=x" },
	{ "### 2026-11-20 — Email", "date=2026-11-20 what=Email" },
	{ "### 2026-11-20 14:30 - Meeting", "date=2026-11-20 what=Meeting" },
	{ "## [[2026-11-20]]", "date=2026-11-20 what=" },
	{ "- ## 2026-11-20 x", "date=2026-11-20 what=x" },
	{ "- [x] 2026-11-20 x", "date=2026-11-20 what=x" },
	{ "- [ ] 2026-11-20: x", "date=2026-11-20 what=x" },
	{ "- [✓] 2026-11-20: x", "date=2026-11-20 what=x" },
	{ "\t- 2026-11-20: x", "date=2026-11-20 what=x" },
	{ "          - 2026-11-20: x", "date=2026-11-20 what=x" },
	{ "-\t2026-11-20\tx", "date=2026-11-20 what=x" },
	{ "- 20261120 x", "date=20261120 what=x" },
	{ "20261120: x", "date=20261120 what=x" },
	{ "- 2026-11-20T14:30 x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20T14:30:10.5Z x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20T14:30:10+02:00 x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20 2:30pm x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20 14:30-15:30 | x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20 14:30 – 15:30 x", "date=2026-11-20 what=x" },
	{ "- **2026-11-20** 14:30 – x", "date=2026-11-20 what=x" },
	{ "- **2026-11-20 14:30** x", "date=2026-11-20 what=x" },
	{ "- **[[2026-11-20]]**: x", "date=2026-11-20 what=x" },
	{ "- [[2026-11-20|Friday]] x", "date=2026-11-20 what=x" },
	{ "[2026-11-20 14:30] x", "date=2026-11-20 what=x" },
	{ "- [2026-11-20](days/2026-11-20.md): x", "date=2026-11-20 what=x" },
	{ "_2026-11-20_", "date=2026-11-20 what=" },
	{ "- _2026-11-20_ x", "date=2026-11-20 what=x" },
	{ "- ~~2026-11-20 x~~", "date=2026-11-20 what=x~~" },
	{ "- 2026-11-20", "date=2026-11-20 what=" },
	{ "- 2026-11-20 **14:30** x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20 (14:30): x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20 at 14:30 x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20 @14:30 - x", "date=2026-11-20 what=x" },
	/* written otherwise */
	{ "- Nov 20, 2026 x", "date=Nov 20, 2026 what=x" },
	{ "- [x] Nov 20, 2026: x", "date=Nov 20, 2026 what=x" },
	{ "- [[Nov 20th, 2026]] x", "date=Nov 20th, 2026 what=x" },
	{ "### 20 November 2026 — Email", "date=20 November 2026 what=Email" },
	{ "## Fri 2026-11-20", "date=Fri 2026-11-20 what=" },
	{ "1. 20. November 2026: x", "date=20. November 2026 what=x" },
	{ "20. November 2026 14:30: x", "date=20. November 2026 what=x" },
	{ "**Nov 20, 2026** x", "date=Nov 20, 2026 what=x" },
	{ "Nov 20, 2026 – x", "date=Nov 20, 2026 what=x" },
	{ "Nov 20, 2026", "date=Nov 20, 2026 what=" },
	{ "November 20, 2026 is her birthday", "" },
	{ "- **2026.11.20** – x", "date=2026.11.20 what=x" },
	{ "- <2026-11-20 Fri 14:30> x", "date=2026-11-20 what=x" },
	{ "- (2026-11-20) x", "date=2026-11-20 what=x" },
	{ "- ==2026-11-20== x", "date=2026-11-20 what=x" },
	{ "- Nov 20, 2026x", "" },
	{ "- 20 figs 2026 x", "" },
	{ "- on Nov 20, 2026 x", "" },
	{ "- 2026-11-20 -", "date=2026-11-20 what=" },
	{ "- 2026-11-20, x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20 - x - y", "date=2026-11-20 what=x - y" },
	{ "- 2026-11-20:x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20—x", "date=2026-11-20 what=x" },
	{ "- 2026-11-20 1:1 with Bob", "date=2026-11-20 what=1:1 with Bob" },
	/* a date by shape: whether the calendar has it is the reader's */
	{ "- 2026-02-30 x", "date=2026-02-30 what=x" },
	{ "- 2026-13-45 x", "date=2026-13-45 what=x" },
	/* none */
	{ "- 2026-11-20-foo", "" },
	{ "2026-11-20_notes.md", "" },
	{ "2026-11-20.md", "" },
	{ "- 2026-11-201 x", "" },
	{ "- 202611201 x", "" },
	{ "- 2026-11-20foo", "" },
	{ "- 2026-1-5 x", "" },
	{ "- 2026-11/20 x", "" },
	{ "- x 2026-11-20", "" },
	{ "> - 2026-11-20 x", "" },
	{ "| 2026-11-20 | x |", "" },
	{ "#2026-11-20 x", "" },
	{ "- [[2026-11-20 Meeting with Ana]]", "" },
	{ "- [ 2026-11-20", "" },
	{ "- 3 eggs", "" },
	{ "", "" },
};

/* Only what the first match is. */
static const struct sample contacts[] = {
	{ "call: x", "channel=call" },
	{ "Call with [[Bob]]", "channel=Call" },
	{ "called [[Bob]]", "channel=called" },
	{ "email to x", "channel=email" },
	{ "e-mail to x", "channel=e-mail" },
	{ "emailed x", "channel=emailed" },
	{ "mail x", "channel=mail" },
	{ "met x", "channel=met" },
	{ "Met up with x", "channel=Met up" },
	{ "coffee with x", "channel=coffee" },
	{ "breakfast x", "channel=breakfast" },
	{ "brunch x", "channel=brunch" },
	{ "lunch x", "channel=lunch" },
	{ "dinner x", "channel=dinner" },
	{ "drinks x", "channel=drinks" },
	{ "chat x", "channel=chat" },
	{ "chatted x", "channel=chatted" },
	{ "message x", "channel=message" },
	{ "messaged x", "channel=messaged" },
	{ "text x", "channel=text" },
	{ "texted x", "channel=texted" },
	{ "letter x", "channel=letter" },
	{ "video x", "channel=video" },
	{ "meeting x", "channel=meeting" },
	{ "meetings x", "channel=meetings" },
	{ "visit x", "channel=visit" },
	{ "visited x", "channel=visited" },
	{ "event x", "channel=event" },
	{ "intro x", "channel=intro" },
	{ "introduced x", "channel=introduced" },
	{ "gift x", "channel=gift" },
	{ "gave x", "channel=gave" },
	{ "wrote x", "channel=wrote" },
	{ "talked x", "channel=talked" },
	{ "spoke x", "channel=spoke" },
	{ "replied x", "channel=replied" },
	{ "phoned x", "channel=phoned" },
	{ "rang x", "channel=rang" },
	{ "caught up x", "channel=caught up" },
	{ "catch-up x", "channel=catch-up" },
	{ "got together x", "channel=got together" },
	{ "hung out x", "channel=hung out" },
	{ "ran into x", "channel=ran into" },
	{ "bumped into x", "channel=bumped into" },
	{ "dined x", "channel=dined" },
	{ "supper x", "channel=supper" },
	{ "conversation x", "channel=conversation" },
	{ "sms x", "channel=sms" },
	{ "dm x", "channel=dm" },
	{ "DM'd x", "channel=DM'd" },
	{ "pinged x", "channel=pinged" },
	{ "WhatsApp x", "channel=WhatsApp" },
	{ "telegram x", "channel=telegram" },
	{ "skype x", "channel=skype" },
	{ "facetime x", "channel=facetime" },
	{ "zoom x", "channel=zoom" },
	{ "voicemail x", "channel=voicemail" },
	{ "discussed with x", "channel=discussed with" },
	{ "heard from x", "channel=heard from" },
	{ "heard back from x", "channel=heard back from" },
	{ "hosted x", "channel=hosted" },
	{ "saw x", "channel=saw" },
	{ "interviewed x", "channel=interviewed" },
	{ "1:1 x", "channel=1:1" },
	{ "1on1 x", "channel=1on1" },
	{ "one-on-one x", "channel=one-on-one" },
	{ "phone call x", "channel=phone" },
	{ "phone: x", "channel=phone" },
	{ "signal: x", "channel=signal" },
	{ "slack with x", "channel=slack" },
	{ "teams: x", "channel=teams" },
	{ "linkedin: x", "channel=linkedin" },
	{ "mastodon: x", "channel=mastodon" },
	{ "discord: x", "channel=discord" },
	{ "matrix: x", "channel=matrix" },
	{ "voice: x", "channel=voice" },
	{ "sync with x", "channel=sync" },
	{ "Walk with x", "channel=Walk" },
	{ "hike with x", "channel=hike" },
	{ "run with x", "channel=run" },
	{ "ride with x", "channel=ride" },
	{ "tea with x", "channel=tea" },
	{ "beers with x", "channel=beers" },
	{ "drink with x", "channel=drink" },
	{ "Meet with x", "channel=Meet" },
	{ "party: x", "channel=party" },
	{ "wedding: x", "channel=wedding" },
	{ "workshop: x", "channel=workshop" },
	{ "conference: x", "channel=conference" },
	{ "standup: x", "channel=standup" },
	{ "catching up with x", "channel=catching up" },
	{ "talk with x", "channel=talk" },
	{ "game with x", "channel=game" },
	{ "movie with x", "channel=movie" },
	{ "concert with x", "channel=concert" },
	{ "trip with x", "channel=trip" },
	{ "#meeting with [[Bob]]", "channel=meeting" },
	{ "went to lunch with [[Bob]]", "channel=lunch" },
	{ "In Porto lunch with [[Bob]]", "channel=lunch" },
	{ "A piano call with x", "channel=call" },
	{ "talked about the move", "channel=talked" },
	/* a longer word, a name, an address */
	{ "recall carpet callous Metz", "" },
	{ "un-met call-out", "" },
	{ "ana@mail.example.org email@example.org", "" },
	{ "www.call.example.org @call", "" },
	{ "the call's end", "" },
	{ "Überraschung métro emailé", "" },
	/* planned, wished for, or not done */
	{ "I should call [[Bob]]", "" },
	{ "to email [[Bob]]", "" },
	{ "haven't met [[Bob]]", "" },
	{ "didn’t call [[Bob]]", "" },
	{ "I'll call [[Bob]]", "" },
	{ "never met [[Bob]]", "" },
	{ "no call with [[Bob]]", "" },
	{ "missed call from [[Bob]]", "" },
	{ "talked about [[Bob]]", "" },
	{ "spoke of @bob", "" },
	{ "a walk in the park", "" },
	{ "phone number of [[Bob]]", "" },
	{ "the signal of [[Bob]]", "" },
};

static const struct sample followups[] = {
	{ "x #followup", "-" },
	{ "x #follow-up", "-" },
	{ "x #follow_up.", "-" },
	{ "#ping", "-" },
	{ "x (#FollowUp)", "-" },
	{ "x **#followup**", "-" },
	{ "x #followup/2w", "in=2w" },
	{ "x #followup(2w)", "in=2w" },
	{ "x #followup (2w)", "in=2w" },
	{ "x #followup(3 months)", "in=3 months" },
	{ "x #followup/P1Y6M", "in=P1Y6M" },
	{ "x #followup/3months", "in=3months" },
	{ "x #followup 2w", "in=2w" },
	{ "x #followup 2w, then y", "in=2w" },
	{ "x #ping 10d", "in=10d" },
	{ "x #followup/2026-12-01", "date=2026-12-01" },
	{ "x #followup/2026/12/01", "date=2026/12/01" },
	{ "x #followup/20261201", "date=20261201" },
	{ "x #followup 2026-12-01", "date=2026-12-01" },
	{ "x #followup @2026-12-01", "date=2026-12-01" },
	{ "x #followup@2026-12-01", "date=2026-12-01" },
	{ "x #followup: 2026-12-01", "date=2026-12-01" },
	{ "x #followup(2026-12-01)", "date=2026-12-01" },
	{ "x #followup( 2026-12-01 )", "date=2026-12-01" },
	{ "x #followup/2026-13-45", "date=2026-13-45" },
	{ "x #followup/maya", "what=maya" },
	{ "x #followup/open.", "what=open" },
	{ "x #followup/2x", "what=2x" },
	{ "x #followup/2.5w", "what=2.5w" },
	{ "x #followup/2w-3w", "what=2w-3w" },
	{ "x #followup/2026-1-5", "what=2026-1-5" },
	{ "x #followup 2026-1-5", "what=2026-1-5" },
	{ "x #followup(next week)", "what=next week" },
	{ "x #followup 2 weeks ago", "-" },
	{ "x #followup 2weeks", "-" },
	{ "x #followup in May", "-" },
	{ "x #followup (see mail)", "-" },
	{ "x #followup 55512345", "-" },
	{ "x #followup()", "-" },
	{ "x #followup-", "-" },
	{ "#followup/1w y #ping/2w", "in=1w;in=2w" },
	{ "x #followup-xyz", "" },
	{ "x #followups", "" },
	{ "x #followed-up", "" },
	{ "x #pinged", "" },
	{ "x #pingé", "" },
	{ "x y#followup", "" },
	{ "[[#followup]] [[Note#ping]] [x](#ping)", "" },
	{ "https://example.org/#followup", "" },
	{ "followup", "" },
};

static const struct sample tasks[] = {
	{ "- [ ] x", "what=x status= " },
	{ "- [x] x", "what=x status=x" },
	{ "* [X] x", "what=x status=X" },
	{ "+ [/] x", "what=x status=/" },
	{ "- [-] x", "what=x status=-" },
	{ "- [✓] x", "what=x status=✓" },
	{ "1. [ ] x", "what=x status= " },
	{ "2) [ ] x", "what=x status= " },
	{ "> - [ ] x", "what=x status= " },
	{ ">> - [ ] x", "what=x status= " },
	{ "\t\t- [ ] x", "what=x status= " },
	{ "- - [ ] x", "what=x status= " },
	{ "- [ ]", "what= status= " },
	{ "- [ ] 2026-11-20 x", "what=2026-11-20 x status= " },
	{ "- TODO x", "what=x status=TODO" },
	{ "* DOING x", "what=x status=DOING" },
	{ "> - NOW x", "what=x status=NOW" },
	{ "- LATER [#A] x", "what=x status=LATER" },
	{ "- DONE x", "what=x status=DONE" },
	{ "- CANCELED x", "what=x status=CANCELED" },
	{ "- CANCELLED x", "what=x status=CANCELLED" },
	{ "- ## TODO x", "what=x status=TODO" },
	{ "- TODO: x", "what=x status=TODO" },
	{ "- [](x)", "" },
	{ "- [x](y)", "" },
	{ "- [xy] z", "" },
	{ "- [[Ana]] x", "" },
	{ "[ ] x", "" },
	{ "-[ ] x", "" },
	{ "- TODOS x", "" },
	{ "- todo x", "" },
	{ "TODO x", "" },
	{ "- WAITING x", "" },
	{ "- x [ ] y", "" },
};

static const struct sample dues[] = {
	{ "x 📅 2026-12-01", "date=2026-12-01" },
	{ "x 📅2026-12-01", "date=2026-12-01" },
	{ "x ⏳ 2026-12-01", "date=2026-12-01 status=⏳" },
	{ "x ⌛ 2026/12/01", "date=2026/12/01 status=⌛" },
	{ "x ⌛ tomorrow", "what=tomorrow status=⌛" },
	{ "x 📅 Sunday", "what=Sunday" },
	{ "x 📅 Sundays", "" },
	{ "x [scheduled:: 2026-12-01]",
	    "date=2026-12-01 status=scheduled" },
	{ "x 🗓\uFE0F 2026-12-01", "date=2026-12-01" },
	{ "x 🗓 2026-12-01", "date=2026-12-01" },
	{ "x 📅 [[2026-12-01]]", "date=2026-12-01" },
	{ "x 📅 2026-02-30", "date=2026-02-30" },
	{ "x 📅 2026-1-5", "what=2026-1-5" },
	{ "x [due:: 2026-12-01]", "date=2026-12-01" },
	{ "x (due:: 2026-12-01)", "date=2026-12-01" },
	{ "x (due::2026-12-01)", "date=2026-12-01" },
	{ "due:: 2026-12-01", "date=2026-12-01" },
	{ "x due 2026-12-01", "date=2026-12-01" },
	{ "x Due on\t2026-12-01", "date=2026-12-01" },
	{ "due\t2026-12-01", "date=2026-12-01" },
	{ "x overdue 2026-12-01", "" },
	{ "x due by 2026-12-01", "" },
	{ "x >2026-12-01", "date=2026-12-01 status=>" },
	{ "x <2026-12-01 Tue 10:00>", "date=2026-12-01 status=<" },
	{ ">2026-12-01", "" },
	{ "x->2026-12-01", "" },
	{ "x <2026-12-01", "" },
	{ "x (@2026-12-01 10:00)", "date=2026-12-01" },
	{ "x #followup @2026-12-01", "" },
	{ "x 📅 Dec 1, 2026", "what=Dec 1, 2026" },
	{ "**due**:: 2026-12-01", "date=2026-12-01" },
	{ "[due:: next week]", "what=next week" },
	{ "x due:2026-12-01", "date=2026-12-01" },
	{ "x Due: 2026-12-01", "date=2026-12-01" },
	{ "x due:friday", "what=friday" },
	{ "x due:2026-1-5", "what=2026-1-5" },
	{ "x @due(2026-12-01)", "date=2026-12-01" },
	{ "x @due(2026-12-01 14:00)", "date=2026-12-01" },
	{ "x @due(soon)", "what=soon" },
	{ "SCHEDULED: <2026-12-01 Tue>",
	    "date=2026-12-01 status=SCHEDULED" },
	{ "DEADLINE: <2026-12-01 Tue .+1w>", "date=2026-12-01" },
	{ "DEADLINE: <soon>", "what=soon" },
	{ "x @{2026-12-01}", "date=2026-12-01" },
	{ "x @[[2026-12-01]]", "date=2026-12-01" },
	{ "x @{2026-1-5}", "what=2026-1-5" },
	{ "x due:2026-12-01 📅 2026-12-02",
	    "date=2026-12-01;date=2026-12-02" },
	{ "x 🛫 2026-12-01 ➕ 2026-12-01 ✅ 2026-12-01", "" },
	{ "x 📅 soon", "" },
	{ "overdue:2026-12-01", "" },
	{ "it is due: soon", "" },
	{ "it is due:", "" },
	{ "https://example.org/?due:2026-12-01", "" },
	{ "mail x@due(2026-12-01)", "" },
	{ "2026-12-01 is the due date", "" },
};

static const struct sample dones[] = {
	{ "x ✅ 2026-12-01", "date=2026-12-01" },
	{ "x ✅", "-" },
	{ "x ❌ 2026-12-01", "date=2026-12-01 status=❌" },
	{ "x ❌", "status=❌" },
	{ "x @done", "-" },
	{ "x @done(2026-12-01)", "date=2026-12-01" },
	{ "x @done(2026-12-01 10:00)", "date=2026-12-01" },
	{ "x #followed-up", "-" },
	{ "x #followed-up/2026-12-01", "date=2026-12-01" },
	{ "x #followed_up 2026-12-01", "date=2026-12-01" },
	{ "x #followedup(2026-12-01)", "date=2026-12-01" },
	{ "x [completion:: 2026-12-01]", "date=2026-12-01" },
	{ "CLOSED: [2026-12-01 Tue]", "date=2026-12-01" },
	{ "~~x~~", "-" },
	{ "- ~~x #followup/2w~~", "-" },
	{ "> - [ ] ~~x ~ y~~ ", "-" },
	{ "- 2026-11-20 ~~x~~", "-" },
	{ "- **2026-11-20:** ~~x~~", "-" },
	{ "- ~~x~~ y", "" },
	{ "- x ~~y~~", "" },
	{ "- ~~x~~ y ~~z~~", "" },
	{ "~~~~", "" },
	{ "x @doner ana@done.example.org", "" },
	{ "x #followed-upon", "" },
	{ "x #followup", "" },
};

static const struct sample waitings[] = {
	{ "x #waiting", "-" },
	{ "x #Waiting, y", "-" },
	{ "x #waiting/ana", "what=ana" },
	{ "x @waiting", "-" },
	{ "- WAITING x", "what=x status=WAITING" },
	{ "> - [ ] WAITING x", "what=x status=WAITING" },
	{ "- WAIT x", "what=x status=WAIT" },
	{ "x #waiting-room", "" },
	{ "x #waitingroom", "" },
	{ "x @waiting-room", "" },
	{ "x ana@waiting", "" },
	{ "- WAITINGS x", "" },
	{ "WAITING x", "" },
	{ "- [ ] x", "" },
};

static const struct sample gaves[] = {
	{ "#gave intro to Maya", "-" },
	{ "x #Given", "-" },
	{ "x #gave/book", "what=book" },
	{ "x #gavel", "" },
	{ "x #got #followup", "" },
};

static const struct sample gots[] = {
	{ "x #got", "-" }, { "#received a", "-" }, { "#gotcha", "" },
	{ "#gave", "" },
};

static const struct sample intros[] = {
	{ "x #intro", "-" }, { "#introduced", "-" },
	{ "#introduction", "" },
};

static const struct sample opportunities[] = {
	{ "x #opportunity", "-" },
	{ "x #opportunity/won", "what=won" },
	{ "x #opp/lost.", "what=lost" },
	{ "x #opps", "" },
};

static const struct sample mentions[] = {
	{ "[[Ana Ruiz]]", "who=Ana Ruiz" },
	{ "[[ Ana Ruiz ]]", "who=Ana Ruiz" },
	{ "x [[people/ana|Ana]] y", "who=people/ana" },
	{ "| [[ana\\|Ana]] |", "who=ana" },
	{ "[[Ana#Log]]", "who=Ana#Log" },
	{ "[[Ana#Log|her log]]", "who=Ana#Log" },
	{ "[[李雷]]", "who=李雷" },
	{ "[[A]], [[B]] and [[C]]", "who=A;who=B;who=C" },
	{ "[Ana](people/ana.md)", "who=people/ana.md" },
	{ "[Ana](people/ana.markdown#log \"t\")",
	    "who=people/ana.markdown#log" },
	{ "[Ana](<people/Ana Ruiz.md>)", "who=people/Ana Ruiz.md" },
	{ "[Ana](people/Ana%20Ruiz.md)", "who=people/Ana%20Ruiz.md" },
	{ "[a] [Ana](ana.md)", "who=ana.md" },
	{ "x @ana", "who=@ana" },
	{ "@ana_r-2.x, y", "who=@ana_r-2.x" },
	{ "(@ana).", "who=@ana" },
	{ "@ana@social.example.org", "who=@ana@social.example.org" },
	{ "@bob, [[Ana]] and [C](c.md)", "who=@bob;who=Ana;who=c.md" },
	{ "![[Ana]] ![Ana](ana.md)", "" },
	{ "[Ana](https://example.org/ana)", "" },
	{ "[[#Ana Ruiz]]", "who=#Ana Ruiz" },
	{ "[[]] [[|x]] [[Ana", "" },
	{ "ana@example.org", "" },
	{ "https://social.example.org/@ana", "" },
	{ "@due(2026-12-01) @done @Waiting @{2026-12-01}", "" },
	{ "@2026-12-01 @ @-", "" },
	{ "@dueling @doner", "who=@dueling;who=@doner" },
};

static const struct sample tags[] = {
	{ "#friend", "what=friend" },
	{ "x #work/acme-x, (#b) [#c]", "what=work/acme-x;what=b;what=c" },
	{ "- TODO [#A] x [#B]", "" },
	{ "[#Ab] [#A, #B]", "what=Ab;what=A;what=B" },
	{ "#2026-plan", "what=2026-plan" },
	{ "#überraschung #日本", "what=überraschung;what=日本" },
	{ "**#a**", "what=a" },
	{ "# Heading", "" },
	{ "## Heading #1 #42", "" },
	{ "x#y [[A#b]] [[#b]] [x](#b) &#x20; example.org/#a", "" },
	{ "#! #- ##a", "" },
};

static const struct sample outs[] = {
	{ "emailed", "-" },
	{ "14:30 – just called about x", "-" },
	{ "email: sent the deck", "-" },
	{ "call, no answer; left a message", "-;-" },
	{ "I replied", "-" },
	{ "tried to call", "-" },
	{ "wrote a book", "" },
	{ "called me; emailed me", "" },
	{ "called off the visit", "" },
	{ "her assistant called", "" },
	{ "moved to Porto, sent photos", "" },
	{ "replied", "" },
	{ "no answered", "" },
};

static const struct sample ins[] = {
	{ "called me", "-" },
	{ "emailed; she replied", "-" },
	{ "wrote back", "-" },
	{ "Élodie called, Ana wrote", "-;-" },
	{ "[[Ana]] emailed", "-" },
	{ "letter from [[Ana]]", "-" },
	{ "letter from her", "-" },
	{ "letter from the bank", "" },
	{ "has not replied", "" },
	{ "hasn't called me", "" },
	{ "replied to her", "" },
	{ "Then called", "" },
	{ "calls me", "" },
};

static const struct sample boths[] = {
	{ "met", "-" },
	{ "09:15 coffee", "-" },
	{ "call: sent the deck", "-" },
	{ "call: no answer", "" },
	{ "call from her", "" },
	{ "emailed, then spoke about it", "-" },
	{ "lunch with [[Ana]]", "-" },
	{ "thoughts on lunch", "" },
	{ "tea-time", "" },
	{ "email: about the meeting", "" },
};

static const struct {
	enum pattern_kind kind;
	const struct sample *samples;
	size_t n;
} tables[] = {
	{ PATTERN_ENTRY, entries, N(entries) },
	{ PATTERN_CONTACT, contacts, N(contacts) },
	{ PATTERN_OUT, outs, N(outs) },
	{ PATTERN_IN, ins, N(ins) },
	{ PATTERN_BOTH, boths, N(boths) },
	{ PATTERN_FOLLOWUP, followups, N(followups) },
	{ PATTERN_TASK, tasks, N(tasks) },
	{ PATTERN_DUE, dues, N(dues) },
	{ PATTERN_DONE, dones, N(dones) },
	{ PATTERN_WAITING, waitings, N(waitings) },
	{ PATTERN_GAVE, gaves, N(gaves) },
	{ PATTERN_GOT, gots, N(gots) },
	{ PATTERN_INTRO, intros, N(intros) },
	{ PATTERN_OPPORTUNITY, opportunities, N(opportunities) },
	{ PATTERN_MENTION, mentions, N(mentions) },
	{ PATTERN_TAG, tags, N(tags) },
};

/* "date=… what=…" of a match, "-" for one without groups. */
static void
render(struct buf *out, const struct match *match)
{
	static const char *const names[GROUP_COUNT] = { "date", "in", "who",
		"what", "channel", "status" };
	size_t begin = out->len;
	unsigned group;

	for (group = 0; group < GROUP_COUNT; group++) {
		if (!match->group[group].ptr)
			continue;
		if (out->len > begin)
			buf_addc(out, ' ');
		buf_puts(out, names[group]);
		buf_addc(out, '=');
		buf_add(out, match->group[group]);
	}
	if (out->len == begin)
		buf_addc(out, '-');
}

/* All matches of the line, joined by ";"; with only, the first one. */
static void
render_all(struct buf *out, struct matcher *m, enum pattern_kind kind,
    struct str line, bool only)
{
	struct match match;
	size_t from = 0, rounds = 0;

	buf_clear(out);
	while (matcher_find(m, kind, line, from, &match)) {
		assert_true(match.start >= from && match.end <= line.len);
		if (out->len)
			buf_addc(out, ';');
		render(out, &match);
		from = match.end + (match.end == match.start);
		if (only || ++rounds > line.len + 1)
			break;
	}
	assert_null(matcher_gave_up(m).ptr);
}

static void
test_builtin(void **state)
{
	struct patterns *p = patterns_new();
	struct matcher *m = matcher_new(p);
	const struct sample *sample;
	struct buf out = { 0 };
	size_t i, j;

	(void)state;
	for (i = 0; i < N(tables); i++)
		for (j = 0; j < tables[i].n; j++) {
			sample = &tables[i].samples[j];
			render_all(&out, m, tables[i].kind,
			    str_of(sample->line),
			    tables[i].kind == PATTERN_CONTACT);
			if (strcmp(buf_cstr(&out), sample->expected))
				fail_msg("%s: %s\n got: %s\nwant: %s",
				    pattern_kind_name(tables[i].kind),
				    sample->line, buf_cstr(&out),
				    sample->expected);
		}
	buf_release(&out);
	matcher_free(m);
	patterns_free(p);
}

/* What "netgrep patterns" prints, without the built-in ones. */
static struct patterns *
printed_again(struct diags *diags)
{
	struct patterns *p = patterns_new(), *again = patterns_new();
	struct str regex, source;
	struct buf text = { 0 };
	enum pattern_kind kind;
	unsigned k;
	uint32_t line;
	size_t i;

	for (k = 0; k < PATTERN_KINDS; k++)
		buf_printf(&text, "reset %s\n", pattern_kind_name(k));
	for (i = 0; patterns_get(p, i, &kind, &regex, &source, &line); i++) {
		assert_true(str_eq(source, STR("built-in")));
		assert_int_equal(line, 0);
		assert_true(str_chr(regex, '\n') == SIZE_MAX);
		assert_true(str_eq(str_trim(regex), regex));
		buf_printf(&text, "# x\n%s ", pattern_kind_name(kind));
		buf_add(&text, regex);
		buf_addc(&text, '\n');
	}
	assert_true(i > PATTERN_KINDS);
	patterns_add(again, buf_str(&text), STR("p"), diags);
	while (patterns_get(again, --i, &kind, &regex, &source, &line)) {
		assert_true(str_eq(source, STR("p")));
		assert_true(line > 0);
		if (!i)
			break;
	}
	assert_int_equal(i, 0);
	buf_release(&text);
	patterns_free(p);
	return again;
}

/*
 * The ways past PCRE2 that built-in patterns have find what the regex alone
 * finds: every sample by every kind.
 */
static void
test_printed_again(void **state)
{
	struct diags diags = { 0 };
	struct patterns *p = patterns_new(), *again = printed_again(&diags);
	struct matcher *m = matcher_new(p), *n = matcher_new(again);
	struct buf out = { 0 }, other = { 0 };
	struct str line;
	size_t i, j;
	unsigned kind;

	(void)state;
	assert_int_equal(diags.list.n, 0);
	for (i = 0; i < N(tables); i++)
		for (j = 0; j < tables[i].n; j++)
			for (kind = 0; kind < PATTERN_KINDS; kind++) {
				line = str_of(tables[i].samples[j].line);
				render_all(&out, m, kind, line, false);
				render_all(&other, n, kind, line, false);
				assert_string_equal(buf_cstr(&out),
				    buf_cstr(&other));
			}
	buf_release(&out);
	buf_release(&other);
	matcher_free(m);
	matcher_free(n);
	patterns_free(p);
	patterns_free(again);
	diag_release(&diags);
}

/* The matches of a line under the built-in patterns and those of text. */
static void
check_user(const char *text, enum pattern_kind kind, const char *line,
    const char *expected)
{
	struct patterns *p = patterns_new();
	struct diags diags = { 0 };
	struct buf out = { 0 };
	struct matcher *m;

	patterns_add(p, str_of(text), STR("x"), &diags);
	assert_int_equal(diags.list.n, 0);
	m = matcher_new(p);
	render_all(&out, m, kind, str_of(line), false);
	assert_string_equal(buf_cstr(&out), expected);
	buf_release(&out);
	matcher_free(m);
	patterns_free(p);
	diag_release(&diags);
}

static void
test_user(void **state)
{
	(void)state;
	check_user("# none\n\n  # neither\n", PATTERN_GAVE, "#gave", "-");
	/* added to the built-in ones; the leftmost match is first */
	check_user("followup !back(?<what>\\w+)", PATTERN_FOLLOWUP,
	    "!backx #ping/2w !backy", "what=x;in=2w;what=y");
	/* at one place the user's; of theirs the earlier one's */
	check_user("followup #(?<what>followup)", PATTERN_FOLLOWUP,
	    "#followup/2w #ping/3w", "what=followup;in=3w");
	check_user("gave A(?<who>.)\ngave (?<what>A.)", PATTERN_GAVE, "AB",
	    "who=B");
	/* reset drops the built-in ones, before and after */
	check_user("gave (?<who>\\w+)>\r\nreset gave\r\n", PATTERN_GAVE,
	    "#gave ana>", "who=ana");
	check_user("reset gave", PATTERN_GAVE, "#gave", "");
	check_user("reset gave", PATTERN_GOT, "#got", "-");
	/* all groups; a name twice; names that mean nothing */
	check_user("entry (?<date>1)(?<in>2)(?<who>3)(?<what>4)(?<channel>5)",
	    PATTERN_ENTRY, "12345",
	    "date=1 in=2 who=3 what=4 channel=5");
	check_user("got (?<other>a)(?:(?<who>b)|(?<who>c))", PATTERN_GOT,
	    "ab ac", "who=b;who=c");
	/* blanks around it are no part of it, those within are */
	check_user("\tgot \t a b(?<who>c) \t", PATTERN_GOT, "xa bc ", "who=c");
	check_user("\xEF\xBB\xBFgot é(?<who>.)", PATTERN_GOT, "éü", "who=ü");
	/* the byte that must be there, in either case */
	check_user("got (?i)a[xy]+\\.", PATTERN_GOT, "AXY. ax", "-");
	check_user("got (?i)xk", PATTERN_GOT, "XK", "-");
	/* many groups */
	check_user("got ()()()()()()()()()()()()()()()()()()()()()()()()()()()"
	    "()()()()()()()()()()()()()()()()()(?<who>a)", PATTERN_GOT, "a",
	    "who=a");
}

static void
test_empty_matches(void **state)
{
	(void)state;
	check_user("reset got\ngot a*", PATTERN_GOT, "", "-");
	check_user("reset got\ngot a*", PATTERN_GOT, "baab", "-;-;-;-");
	check_user("reset got\ngot \\b|é*", PATTERN_GOT, "é€", "-;-;-");
	check_user("reset got\ngot (?<who>b)?", PATTERN_GOT, "ab",
	    "-;who=b;-");
	check_user("reset got\ngot a\\Kb", PATTERN_GOT, "abab", "-;-");
}

static void
test_bad_lines(void **state)
{
	static const struct {
		const char *line, *code;
		uint32_t column;
	} bad[] = {
		{ "folowup x", "unknown-kind", 1 },
		{ "  Followup x", "unknown-kind", 3 },
		{ "reset", "unknown-kind", 6 },
		{ "reset  x", "unknown-kind", 8 },
		{ "reset gave got", "unknown-kind", 7 },
		{ "gave", "bad-pattern", 5 },
		{ "gave (a", "bad-pattern", 8 },
		{ "gave  a[", "bad-pattern", 9 },
		{ "gave *", "bad-pattern", 6 },
		{ "gave a\\C", "bad-pattern", 9 },
		{ "gave ((((a{900}){900}){900}){900})", "bad-pattern", 35 },
		{ "gave \xFF", "bad-pattern", 6 },
	};
	struct patterns *p = patterns_new();
	struct diags diags = { 0 };
	struct buf text = { 0 };
	const struct diag *diag;
	struct matcher *m;
	size_t i;

	(void)state;
	for (i = 0; i < N(bad); i++)
		buf_printf(&text, "%s\n", bad[i].line);
	buf_puts(&text, "got (?<who>good)\ngot ");
	for (i = 0; i < 4097; i++)
		buf_addc(&text, 'a');
	patterns_add(p, buf_str(&text), STR(".netgrep/patterns"), &diags);
	assert_int_equal(diags.list.n, N(bad) + 1);
	assert_int_equal(diags.errors, N(bad) + 1);
	for (i = 0; i < N(bad); i++) {
		diag = &diags.list.v[i];
		assert_string_equal(diag->code, bad[i].code);
		assert_true(str_eq(diag->path, STR(".netgrep/patterns")));
		assert_int_equal(diag->line, i + 1);
		if (diag->column != bad[i].column)
			fail_msg("%s: column %u", bad[i].line, diag->column);
	}
	assert_int_equal(diags.list.v[i].line, N(bad) + 2);
	m = matcher_new(p);
	render_all(&text, m, PATTERN_GOT, STR("good"), false);
	assert_string_equal(buf_cstr(&text), "who=good");
	matcher_free(m);
	buf_release(&text);
	diag_release(&diags);
	patterns_free(p);
}

static void
test_too_many(void **state)
{
	struct patterns *p = patterns_new();
	struct diags diags = { 0 };
	struct buf text = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < 600; i++)
		buf_puts(&text, "got a\n");
	patterns_add(p, buf_str(&text), STR("x"), &diags);
	assert_int_equal(diags.list.n, 600 - 512);
	buf_release(&text);
	diag_release(&diags);
	patterns_free(p);
}

/* A matcher over the built-in patterns without those of got, and regex. */
static struct matcher *
got(struct patterns **p, const char *regex)
{
	struct diags diags = { 0 };
	struct buf text = { 0 };

	*p = patterns_new();
	buf_printf(&text, "reset got\ngot %s\n", regex);
	patterns_add(*p, buf_str(&text), STR("x"), &diags);
	assert_int_equal(diags.list.n, 0);
	buf_release(&text);
	diag_release(&diags);
	return matcher_new(*p);
}

/* size bytes, all of them c. */
static struct buf
filled(size_t size, char c)
{
	struct buf b = { 0 };

	memset(buf_reserve(&b, size), c, size);
	b.len = size;
	return b;
}

static void
test_gives_up(void **state)
{
	struct buf line = filled(200, 'a');
	struct patterns *p;
	struct matcher *m = got(&p, "(a|aa)+$");
	struct match match;

	(void)state;
	buf_addc(&line, 'b');
	assert_false(matcher_find(m, PATTERN_GOT, buf_str(&line), 0, &match));
	assert_true(str_eq(matcher_gave_up(m), STR("(a|aa)+$")));
	assert_null(matcher_gave_up(m).ptr);
	/* and goes on with other lines */
	assert_true(matcher_find(m, PATTERN_GOT, STR("aaa"), 0, &match));
	assert_null(matcher_gave_up(m).ptr);
	matcher_free(m);
	patterns_free(p);
	buf_release(&line);
}

/* What needs more stack than machine code has is left to the interpreter. */
static void
test_deep(void **state)
{
	struct buf line = filled(16000, 'a');
	struct patterns *p;
	struct matcher *m = got(&p, "^((a|b)(?1)?)$");
	struct match match;

	(void)state;
	assert_true(matcher_find(m, PATTERN_GOT, buf_str(&line), 0, &match));
	assert_int_equal(match.end, 16000);
	assert_null(matcher_gave_up(m).ptr);
	matcher_free(m);
	patterns_free(p);
	buf_release(&line);
}

static void
test_any_bytes(void **state)
{
	static const struct {
		enum pattern_kind kind;
		struct str line;
		const char *expected;
	} samples[] = {
		{ PATTERN_ENTRY, { "- 2026-11-20 caf\xE9 x", 19 },
		    "date=2026-11-20 what=caf\xE9 x" },
		{ PATTERN_TASK, { "- [ ] \xFF\xFE", 8 },
		    "what=\xFF\xFE status= " },
		{ PATTERN_FOLLOWUP, { "caf\xE9 #ping/2w \xE9", 15 }, "in=2w" },
		{ PATTERN_FOLLOWUP, { "\0 #ping\0/2w", 11 }, "-" },
		{ PATTERN_MENTION, { "\xC3[[A]] \xE2\x82 [[B]]", 15 },
		    "who=A;who=B" },
		{ PATTERN_MENTION, { "[[A\xFF]] [[B]]", 12 }, "who=B" },
		{ PATTERN_TAG, { "\x80\x80\x80\x80 #a\xFF #b", 12 },
		    "what=a;what=b" },
		{ PATTERN_CONTACT, { "\xFF call", 6 }, "channel=call" },
		{ PATTERN_DUE, { "\xF0\x9F \xF0\x9F\x93\x85 2026-12-01", 18 },
		    "date=2026-12-01" },
		{ PATTERN_ENTRY, { NULL, 0 }, "" },
		{ PATTERN_TAG, { NULL, 0 }, "" },
	};
	struct patterns *p = patterns_new();
	struct matcher *m = matcher_new(p);
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(samples); i++) {
		render_all(&out, m, samples[i].kind, samples[i].line, false);
		if (strcmp(buf_cstr(&out), samples[i].expected))
			fail_msg("%zu: %s", i, buf_cstr(&out));
	}
	buf_release(&out);
	matcher_free(m);
	patterns_free(p);
}

/* From within a character, and beyond the end. */
static void
test_from_anywhere(void **state)
{
	struct patterns *p = patterns_new();
	struct matcher *m = matcher_new(p);
	struct str line = STR("€ #a €\x80\x80\x80\x80");
	struct match match;
	size_t from;
	unsigned kind;

	(void)state;
	for (from = 0; from < line.len + 3; from++)
		for (kind = 0; kind < PATTERN_KINDS; kind++)
			assert_int_equal(matcher_find(m, kind, line, from,
			    &match), kind == PATTERN_TAG && from <= 4);
	matcher_free(m);
	patterns_free(p);
}

/* Only the first 16 KiB, but the text of an entry is all of it. */
static void
test_long_lines(void **state)
{
	struct patterns *p = patterns_new();
	struct matcher *m = matcher_new(p);
	struct buf line = { 0 };
	struct match match;
	size_t i;

	(void)state;
	buf_puts(&line, "- 2026-11-20 ");
	for (i = 0; i < 4; i++)
		buf_puts(&line, "#a ");
	while (line.len < 64 << 10)
		buf_puts(&line, "€");
	buf_puts(&line, " #b");
	assert_true(matcher_find(m, PATTERN_ENTRY, buf_str(&line), 0, &match));
	assert_int_equal(match.group[GROUP_WHAT].len, line.len - 13);
	assert_int_equal(match.end, line.len);
	assert_true(matcher_find(m, PATTERN_TAG, buf_str(&line), 20, &match));
	assert_int_equal(match.start, 22);
	assert_false(matcher_find(m, PATTERN_TAG, buf_str(&line), 24, &match));
	assert_false(matcher_find(m, PATTERN_TAG, buf_str(&line),
	    line.len - 3, &match));
	matcher_free(m);
	patterns_free(p);
	buf_release(&line);
}

/*
 * Thousands of matches of one pattern before the only one of another, in
 * lines that take each other's place in memory.
 */
static void
test_many_matches(void **state)
{
	struct patterns *p;
	struct matcher *m = got(&p, "a\ngot [b-y]z|z\ngot [cd]$");
	struct buf line = filled(12000, 'a');
	struct match match;
	size_t i, from, n;

	(void)state;
	for (i = 0; i < 4; i++) {
		memset(line.ptr, 'a', line.len);
		line.ptr[line.len - 1] = "azdx"[i];
		line.ptr[1000 + i] = 'z';
		n = 0;
		for (from = 0; matcher_find(m, PATTERN_GOT, buf_str(&line),
		    from, &match); from = match.end) {
			assert_int_equal(match.start, from);
			n++;
		}
		assert_int_equal(n, i == 3 ? 11999 : 12000);
	}
	matcher_free(m);
	patterns_free(p);
	buf_release(&line);
}

/* Lines that made other matchers slow: this one must come to an end soon. */
static void
test_hostile_lines(void **state)
{
	static const char *const parts[] = { "[", "[[", "](", "[a](", "#", "# ",
		"#a", "#a/", "#1", "@", "@a", "@a.", "a@", "~~", "~", "- ", "-",
		">", "> ", "1. ", "1", "2026-11-20 ", "2026-11-20", "due:",
		"due::", " due:: a", "call ", "no call", "to ", "📅", "✅", "*",
		"[ ]", "- [", "\xFF", "\x80", " ", "\t", ":", "::", "(", "#ping(",
		"#followup/", "[x](<", "'", "T14:30", "[[a|", "[[a#", "a " };
	struct patterns *p = patterns_new();
	struct matcher *m = matcher_new(p);
	struct buf line = { 0 }, out = { 0 };
	size_t i, j;
	unsigned kind;

	(void)state;
	for (i = 0; i < N(parts) * N(parts); i += 1 + i % 7) {
		buf_clear(&line);
		j = i / N(parts);
		while (line.len < 16 << 10) {
			buf_puts(&line, parts[i % N(parts)]);
			if (line.len > 1000 || i % 2)
				buf_puts(&line, parts[j]);
		}
		for (kind = 0; kind < PATTERN_KINDS; kind++)
			render_all(&out, m, kind, buf_str(&line), false);
	}
	buf_release(&line);
	buf_release(&out);
	matcher_free(m);
	patterns_free(p);
}

static void
test_near_miss(void **state)
{
	static const struct {
		const char *tag, *meant;
	} samples[] = {
		{ "folowup", "followup" }, { "followups", "followup" },
		{ "FolowUp", "followup" }, { "folowup/2w", "followup" },
		{ "folow-up", "follow-up" }, { "follow-ups", "follow-up" },
		{ "flolow_up", "follow_up" }, { "follwup", "followup" },
		{ "waitng", "waiting" }, { "wating", "waiting" },
		{ "wiating", "waiting" }, { "waitting/ana", "waiting" },
		{ "followup", NULL }, { "follow-up/2w", NULL },
		{ "Follow_Up", NULL }, { "waiting", NULL },
		{ "followed-up", NULL }, { "followedup", NULL },
		{ "following", NULL }, { "follow", NULL },
		{ "follower", NULL }, { "writing", NULL }, { "walking", NULL },
		{ "wedding", NULL }, { "hollowup", NULL }, { "folup", NULL },
		{ "friend", NULL }, { "", NULL }, { "/", NULL },
		{ "followupfollowupfollowup", NULL },
	};
	const char *meant;
	size_t i;

	(void)state;
	for (i = 0; i < N(samples); i++) {
		meant = NULL;
		assert_int_equal(pattern_near_miss(str_of(samples[i].tag),
		    &meant), samples[i].meant != NULL);
		if (samples[i].meant)
			assert_string_equal(meant, samples[i].meant);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_builtin),
		cmocka_unit_test(test_printed_again),
		cmocka_unit_test(test_user),
		cmocka_unit_test(test_empty_matches),
		cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_gives_up),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_from_anywhere),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_many_matches),
		cmocka_unit_test(test_hostile_lines),
		cmocka_unit_test(test_near_miss),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

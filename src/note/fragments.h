#ifndef NOTE_FRAGMENTS_H
#define NOTE_FRAGMENTS_H

#include "note/builtin.h"

/*
 * The pieces that the regular expressions of built-in patterns are made of, and
 * that more than one may share.
 *
 * [0-9], not \d, which takes the digits of every script. Possessive quantifiers
 * and bounds wherever something repeats, so that no line takes long.
 */
#define ITEM "(?:[-*+]|[0-9]{1,9}+[.)])[ \\t]++"
#define QUOTED_ITEM "^[ \\t>]*+(?:" ITEM "){1,4}+"
#define DAY \
	"(?:[0-9]{4}(?:-[0-9]{2}-|/[0-9]{2}/)[0-9]{2}|(?:19|20)[0-9]{6})" \
	"(?![0-9])"
#define DATE "(?<date>" DAY ")"
#define LINKED_DATE "(?:\\[\\[)?+" DATE
#define WEEKDAY \
	"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
#define TIME \
	"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9}+)?+)?+" \
	"(?:Z|[+-][0-9]{2}:?[0-9]{2}|[ ]?+[apAP][mM](?![\\p{L}]))?+" \
	"(?:[ ]?+[-–][ ]?[0-9]{1,2}:[0-9]{2})?+(?![0-9])"

/* A tag stands behind a blank or an opening mark, not in a link's target. */
#define HASH "(?<![^\\s(\\[,;:*~|\"'>\\x1a])(?<!\\[\\[|\\]\\()#"
#define WORD "\\p{L}\\p{N}\\p{M}_"
#define TAG_END "(?![/-]*+[" WORD "])"
#define SUBTAG "(?:/(?<what>[" WORD "-]++(?:/[" WORD "-]++)*+)|" TAG_END ")"
/* An @word is no part of an email address or a URL. */
#define AT "(?<![" WORD ".@+%/-])@"

#define SPAN \
	"(?<in>[0-9]{1,9}+[ \\t]?(?:d|days?|w|weeks?|m|months?|q|quarters?" \
	"|y|years?)|P(?:[0-9]{1,9}+[YMWD]){1,4}+)"
/* A weekday that says no more than the date before it. */
#define NAMED_DAY \
	"(?:,?[ \\t]++(?:\\((?i:" WEEKDAY ")\\)|(?i:" WEEKDAY ")\\.?" \
	"(?=[ \\t]*+(?:$|[])>:,|–—*_=]|-(?:[ \\t]|$)|[0-9]{1,2}:[0-9]))))?+"
/* The time of day behind a date: " 14:30", " **14:30**", " (14:30)". */
#define AT_TIME \
	"(?:,?[ \\t]++(?=[0-9aA@*_(])(?:(?i:at)[ \\t]++|@[ \\t]*+" \
	"|[*_(]{1,3}+)?+" TIME "[*_)]{0,3}+)?+"
/* What parts a date from its text; a bracket or emphasis does by itself. */
#define SEPARATOR \
	"(?:(?<=[\\]*:=)>])|(?=[ \\t:,|–—]|-[ \\t]|-?$))" \
	"[ \\t]*+(?:(?:[:,|–—]|-(?=[ \\t]|$))[ \\t]*+)?+"
/* Names as note/written.c has them: English ones may be short. */
#define MONTH_NAME \
	"(?i:j(?:an(?:uar[iy]?|vier|eiro)?|un(?:e|io?|ho)?|ul(?:y|io?|ho)?" \
	"|uin|uillet)|f(?:eb(?:ruar[iy]?|rero|braio)?|évrier|evereiro)" \
	"|m(?:ar(?:ch|s|zo|ço)?|ärz|aart|ayo?|aio?|aggio|ei)" \
	"|a(?:pr(?:ile?)?|vril|bril|ug(?:ust(?:us)?)?|oût|gosto)" \
	"|s(?:ep(?:t(?:ember|embre|iembre)?)?|etembro|ettembre)" \
	"|o(?:ct(?:ober|obre|ubre)?|ktober|utubro|ttobre)" \
	"|nov(?:ember|embre|embro|iembre)?" \
	"|d(?:ec(?:ember)?|ezember|ezembro|écembre|iciembre|icembre)" \
	"|enero|gennaio|giugno|luglio)"
#define DAY_NAME \
	"(?i:" WEEKDAY "|(?:sonn|mon|diens|donners|frei|sams)tag|mittwoch" \
	"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche" \
	"|domingo|lunes|martes|miércoles|jueves|viernes|sábado" \
	"|(?:segunda|terça|quarta|quinta|sexta)-feira|domenica" \
	"|(?:lune|marte|mercole|giove|vener)dì|sabato" \
	"|(?:zon|maan|dins|woens|donder|vrij|zater)dag)"
/*
 * A date as written_scan takes it: with the weekday before it, with dots, in
 * words.
 */
#define GAP "[ \\t.,-]{1,3}+"
#define WRITTEN \
	"(?:" DAY_NAME "[ \\t.,]{1,3}+)?+(?:" \
	"(?:[12][0-9]{3}([-/._])[0-9]{2}\\g{-1}[0-9]{2}|(?:19|20)[0-9]{6})" \
	"(?![0-9])|(?:" MONTH_NAME GAP "[0-9]{1,2}(?i:st|nd|rd|th)?+" GAP \
	"[12][0-9]{3}|[0-9]{1,2}(?i:st|nd|rd|th|er)?+" GAP "(?i:(?:de|of) )?+" \
	MONTH_NAME GAP "(?i:(?:de|of) )?+[12][0-9]{3})(?![0-9\\p{L}]))"
#define DAY_WORD "(?i:today|tomorrow|" WEEKDAY ")(?![" WORD "])"
#define DATELIKE "[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?![0-9])"

/* What stands behind a mark that says when; a date in words is a finding. */
#define DUE_VALUE \
	"(?:" LINKED_DATE "|(?<what>[0-9]\\S*+|" DAY_WORD ")|(?:\\[\\[)?+" \
	"(?<what>" MONTH_NAME GAP "[0-9]{1,2}(?i:st|nd|rd|th)?+" GAP \
	"[0-9]{4}(?![0-9])))"
#define ADDRESS \
	"[^\\s@<>()\\[\\]:?]{1,100}+@[^\\s@<>()\\[\\]:?]{1,100}+"

/*
 * Not a contact: one that is planned, wished for or did not happen. Asked only
 * behind a letter and a blank; alternatives of a lookbehind go by length.
 */
#define DONE \
	"(?:(?<![a-z] )|(?<!\\bno |(?:\\b(?:can|not|yet)|n['’]t|['’]ll) " \
	"|\\b(?:will|must) |\\b(?:shall|could|would|might|never|let['’]s) " \
	"|\\b(?:should|cannot|please|missed) |\\bwithout ))"
/*
 * Words in groups of a first letter, since PCRE2 tries one alternative after
 * the other. What one does with somebody, in words that "to" makes a plan of …
 */
#define PLANS \
	"c(?:all|hat)|e-?mail|m(?:ail|essage)|text|dm|v(?:isit|ideo)|skype" \
	"|facetime|zoom|interview"
/* What was seen was a thing, not a person: "saw the film that [[Ana]] made". */
#define NO_THING "(?! (?:an?|the|that|this|how|what|where|why) )"
/* Words that "to" makes no plan of: "went to lunch with". */
#define CONTACTS \
	"c(?:alls|alled|offees?|hats|hatted|aught up|atch-?up|onversation)" \
	"|m(?:et up|et|eetings?|eetup|ails|ailed|essages|essaged)" \
	"|e(?:-?mails|-?mailed|vent)|l(?:unch|unched|etter)" \
	"|d(?:inner|ined|rinks|iscussed with|ms|m'd)" \
	"|t(?:alked|exted|elegram)|s(?:poke|aw" NO_THING "|upper|ms|kyped)" \
	"|w(?:rote|hatsapp|hatsapped)|v(?:isits|isited|oicemail)" \
	"|b(?:reakfast|runch|umped into)|p(?:honed|inged)" \
	"|r(?:eplied|ang|an into)|g(?:ave|ift|ot together)" \
	"|h(?:osted|ung out|eard from|eard back from)" \
	"|i(?:ntro|ntroduced|nterviewed)|facetimed|zoomed" \
	"|1(?::1|on1)|one-on-one"
/* Contacts only with a colon, "with" or "call" behind them. */
#define WEAK_CONTACTS \
	"c(?:onference|atching up|oncert)|d(?:rink|iscord)|beers?|game|hike" \
	"|linkedin|m(?:eet|ovie|astodon|atrix)|p(?:hone|arty)|r(?:un|ide)" \
	"|s(?:ignal|lack|ync|tandup)|t(?:ea|alk|rip|eams)|voice" \
	"|w(?:alk|edding|orkshop)"

/* Words of entries that tell who reached out: what one writes or calls by … */
#define WROTE \
	"e-?mailed|mailed|texted|messaged|rang|phoned|pinged|dm['’]?e?d" \
	"|whatsapped|contacted"
/* … and what comes of it. */
#define LETTERS \
	"(?:reply|answer|response|e-?mail|mail|message|letter|card|postcard" \
	"|call|text|dm|voice-?mail|news|invitation)"
#define ME " (?:me|us)\\b"
/* "replied to her", not "replied to me" */
#define TO_THEM " (?:to )?(?:her|him|them|his|their|\\[\\[|@)"
/* What did not happen; alternatives of a lookbehind go by length. */
#define NOT "(?<!\\bnot |n['’]t |\\bno |\\bto |\\bnever )"
/* Whose deed the word behind it is. */
#define THEY "(?<=\\bshe |\\bhe |\\bthey |\\]\\] |\\.md\\) )"
/* Nobody was reached. */
#define UNREACHED \
	"no (?:answer|reply|response|luck)\\b|unanswered|unreachable" \
	"|left (?:her |him |them )?(?:an? )?(?:voice-?mail|message|word|note)" \
	"|(?:did|could|can)(?:n['’]?t| not) (?:answer|reply|respond|reach" \
	"|pick up)\\b|(?:to|got)(?: her| his| their)? voice-?mail"
/*
 * Marks, signs and the time of day before the first word; as ranges, since a
 * class of properties takes long.
 */
#define SIGNS_ONLY \
	"[^A-Za-z0-9\\[\\]<>@#\\x{80}-\\x{1FFF}\\x{2C00}-\\x{FFEF}]*+"
#define LEADING SIGNS_ONLY "(?:[0-9]{1,2}:[0-9]{2}" SIGNS_ONLY ")?+"
/* Where nobody but the owner of the notes can be meant by a word. */
#define CLAUSE "(?:^|(?<=[.;:(–—])|(?<= -))" LEADING \
	"(?:(?:I|I['’]ve|just|also|again|finally|later|today|yesterday|have" \
	"|had)[ \\t]++){0,3}+"
/* Being together is both. It opens an entry as its channel … */
#define MUTUAL "^" LEADING "(?:" \
	"met|meet-?ups?|meetings?|coffees?|lunch(?:ed)?|dinner|dined|drinks?" \
	"|breakfast|brunch|supper|visit(?:s|ed)?|hosted|hung out|bumped into" \
	"|ran into|conversation|catch-?up|catching up|got together|1:1|1on1" \
	"|one-on-one|interview(?:ed)?|discussed|walk|hike|beers?|tea|talked" \
	"|spoke" \
	"|(?:calls?|chat(?:s|ted)?|video|zoom(?:ed)?|skyped?|facetimed?)" \
	"(?![^A-Za-z0-9]++(?:" UNREACHED "|tried\\b|from\\b)))(?![" WORD "'’-])"
/* … or is told further on. */
#define TOGETHER \
	"(?<![" WORD "@./-])(?:talked|spoke|chatted|agreed|met (?:her|him" \
	"|them|up|with|for)|met(?= \\[\\[| @)|caught up" \
	"|(?:coffee|lunch|dinner|breakfast|drinks|chat|meeting|call) with)" \
	"(?![" WORD "'’-])"

/* A struck line may keep its bullet, box and date. */
#define STRUCK_START \
	"^[ \\t>]*+(?:" ITEM ")*+(?:#{1,6}[ \\t]++)?+" \
	"(?:\\[[^\\[\\]]\\][ \\t]++)?+(?:[*_]*+(?:\\[\\[)?+" DAY \
	"[\\]*_:]*+[ \\t]*+(?:[:,–—-][ \\t]*+)?+)?+"

#endif

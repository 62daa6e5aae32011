#!/usr/bin/perl
# vobject takes the cards and calendars apart into the values that went in.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use JSON::PP;
use Test::More;
use Clients;

my ($python) = grep { !system "$_ -c 'import vobject' 2>/dev/null" }
    qw(python3 /usr/bin/python3);
client('vobject', ($python // 'false') .
    ' -c "from importlib.metadata import *; print(version(\'vobject\'))"');

my $script = put("$DIR/read-cards.py", <<'END');
import json, sys, vobject

def all(card, name):
    return [c.value for c in card.contents.get(name, [])]

with open(sys.argv[1], newline='', encoding='utf-8') as cards:
    for c in vobject.readComponents(cards):
        c.validate(raiseException=True)
        print(json.dumps({
            'name': c.fn.value,
            'n': ' '.join(p for p in (c.n.value.given, c.n.value.family) if p),
            'email': all(c, 'email'),
            'phone': all(c, 'tel'),
            'url': all(c, 'url'),
            'aliases': all(c, 'nickname'),
            'org': [o[0] for o in all(c, 'org')],
            'place': [a.city for a in all(c, 'adr')],
            'tags': c.categories.value if 'categories' in c.contents else [],
            'handle': all(c, 'x-netgrep-handle'),
            'born': all(c, 'bday'),
            'uid': c.uid.value,
        }))
END
my $said = said("$python '$script' '" . exported('vcf') . "'");
is($?, 0, 'vobject reads the cards') or diag($said);
my $known = known();
my %born = ('--02-29' => '1604-02-29', '06-15' => '1604-06-15');

utf8::encode($said);
my @cards = map { decode_json($_) } split /\n/, $said;
is_deeply([sort map { $_->{name} } @cards], [sort @NAMES], 'all of them');
for my $card (@cards) {
	my $shown = substr $card->{name}, 0, 30;
	my $person = $known->{ $card->{name} };

	is($card->{n}, $card->{name}, "$shown: the parts of the name");
	is_deeply($card->{$_}, $person->{$_}, "$shown: $_")
	    for qw(email phone url aliases org place tags handle uid);
	is_deeply($card->{born}, [map { $born{$_} // $_ }
	    @{ $person->{birthday} }], "$shown: the birthday");
}

$script = put("$DIR/read-calendar.py", <<'END');
import sys, vobject

with open(sys.argv[1], newline='', encoding='utf-8') as calendar:
    for v in vobject.readComponents(calendar):
        for c in v.components():
            print(c.summary.value)
        v.validate(raiseException=True)
END
for my $as (['ics'], ['ics', '--todo']) {
	$said = said("$python '$script' '" . exported(@$as) . "'");
	is($?, 0, "vobject reads @$as") or diag($said);
	my @birthdays = map { "$_: birthday" } @NAMES;
	my %shown = map { s/: birthday \(\d+\)$/: birthday/r => 1 }
	    split /\n/, $said;
	delete $shown{'Ana Ruiz: thank her ✅ 2026-11-20'};
	is_deeply([sort keys %shown], [sort @DUE, @birthdays],
	    'and what went in');
}
done_testing;

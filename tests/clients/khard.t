#!/usr/bin/perl
# khard lists the cards, and takes a second export for the same people.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Clients;

client('khard', 'khard --version');
my $cards = vdir('contacts', 'vcf');
put("$ENV{HOME}/.config/khard/khard.conf", <<"END");
[addressbooks]
[[people]]
path = $cards
[general]
default_action = list
END

my $list = said('khard list --parsable');
is($?, 0, 'khard list') or diag($list);
my @shown = map { (split /\t/)[1] } split /\n/, $list;
is_deeply([sort @shown], [sort @NAMES], 'it shows all names');

my %emails = map { @{ [split /\t/] }[0, 1] }
    grep { /\@/ } split /\n/, said("khard email --parsable ''");
is($emails{'ruiz@work.example.org'}, 'Ana Ruiz', 'and second addresses');
is($emails{'bo@example.org'}, 'Ruiz, Bo; "Bobby"', 'of names with quotes');
is(keys %emails, 7, 'each once');

my $ana = said('khard show ana@example.org');
like($ana, qr/\Q$_\E/, "khard show: $_")
    for 'Harbour, Books; & "Co" \\ Sons', '+351 555 0101', 'Ruiz, Anita',
    'Porto; Portugal, Europe', 'https://example.org/?a=1,2;b',
    'night school', '04/17/84';

said("sed -i 's/555-0102/555-0199/' '$DIR/notes/people/ana.md'");
vdir('contacts', 'vcf');
is(scalar(grep { /\t/ } split /\n/, said('khard list --parsable')),
    @NAMES, 'a second export makes no more of them');
like(said('khard show ana@example.org'), qr/555-0199/, 'but updates them');
done_testing;

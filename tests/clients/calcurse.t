#!/usr/bin/perl
# calcurse imports days and tasks. It keeps no UIDs, so it imports them once.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Clients;

client('calcurse', 'calcurse --version');
my $calcurse = "calcurse -D '$DIR/calcurse'";
my $n = @DUE + @NAMES;

mkdir "$DIR/calcurse" or die;
like(said("$calcurse -i '" . exported('ics') . "'"),
    qr{^0 apps / $n events / 0 todos / 0 skipped$}m, 'all are taken');
my $shown = said("$calcurse -Q --input-datefmt 4 --from 2026-12-01 --days 91");
like($shown, qr/^ \* \Q$_\E$/m, substr($_, 0, 40)) for @DUE;
like($shown, qr/^ \* \Q$_\E$/m, substr($_, 0, 40))
    for 'Ruiz, Bo; "Bobby": birthday', '박준호: birthday (1990)',
    'Eve END:VEVENT BEGIN:VEVENT SUMMARY:evil: birthday (1948)';

like(said("$calcurse -i '" . exported('ics', '--todo') . "'"),
    qr{^0 apps / 6 events / 8 todos / 0 skipped$}m, 'and all tasks');
like(said("$calcurse -t"), qr/^\d+\. \Q$_\E$/m, substr($_, 0, 40)) for @DUE;
done_testing;

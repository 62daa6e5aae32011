#!/usr/bin/perl
# jq reads the JSON lines.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Clients;

client('jq', 'jq --version');
my $file = exported('jsonl');

is(said("jq -r '.name' '$file' | tr '\\r\\n' '  ' | tr -s ' '"),
    join(' ', sort { lc $a cmp lc $b } @NAMES) . ' ', 'all names')
    or diag(said("jq -r .name '$file'"));
is(said("jq -r 'select(.v != 1 or (keys_unsorted[0] != \"v\")) | .name' '$file'"),
    '', 'v is the first key');
is(said("jq -r '.followups[] | select(.state == \"open\") | .due' '$file' | sort"),
    join('', map { "2026-12-$_\n" } qw(01 02 03 04 05 06 24)), 'follow-ups');
is(said("jq -r 'select(.name == \"Ana Ruiz\") | .aliases[], .org[], .tags[]' '$file'"),
    "Ruiz, Anita\nAnn\nHarbour, Books; & \"Co\" \\ Sons\nfriend\n" .
    "night school\n", 'values');
for my $report (qw(people due timeline)) {
	said("netgrep -C '$DIR/notes' $report --json | jq -e .v");
	is($?, 0, "$report --json");
}
done_testing;

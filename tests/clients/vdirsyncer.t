#!/usr/bin/perl
# vdirsyncer carries cards and calendars from one folder to another.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Clients;

client('vdirsyncer', 'vdirsyncer --version');
my $config = put("$DIR/config", <<"END" . join '',
[general]
status_path = "$DIR/status/"
END
    map { <<"END" } [qw(cards vcf)], [qw(days ics)], [qw(tasks ics)]);
[pair $_->[0]]
a = "$_->[0]_here"
b = "$_->[0]_there"
collections = ["$_->[0]"]
[storage $_->[0]_here]
type = "filesystem"
path = "$DIR/here/"
fileext = ".$_->[1]"
[storage $_->[0]_there]
type = "filesystem"
path = "$DIR/there/"
fileext = ".$_->[1]"
END

sub export_all {
	vdir('here/cards', 'vcf');
	vdir('here/days', 'ics');
	vdir('here/tasks', 'ics', '--todo');
}

sub vdirsyncer { return said("vdirsyncer -c '$config' @_") }

sub differences {
	return said("diff -r '$DIR/here' '$DIR/there'");
}

export_all();
mkdir "$DIR/there" or die;
mkdir "$DIR/there/$_" or die for qw(cards days tasks);
vdirsyncer("discover $_") for qw(cards days tasks);
my $said = vdirsyncer('sync');
is($?, 0, 'vdirsyncer sync') or diag($said);
is(differences(), '', 'all has arrived, byte for byte');
is(scalar(my @cards = glob("$DIR/there/cards/*")), @NAMES, 'a card each');

export_all();
unlike(vdirsyncer('sync'), qr/Copying/, 'the same again is nothing new');

said("sed -i 's/2026-12-24/2026-12-28/' '$DIR/notes/people/ana.md'");
export_all();
$said = vdirsyncer('sync');
my @updated = $said =~ /^Copying \(updating\)/mg;
is(@updated, 2, 'what was put off is updated, as a day and as a task')
    or diag($said);
unlike($said, qr/uploading|Deleting/, 'and nothing is made or removed');
is(differences(), '', 'on both sides');
done_testing;

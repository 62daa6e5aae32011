#!/usr/bin/perl
# Python's csv reads the table, and LibreOffice, where it is there, takes
# nothing in it for a formula.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use JSON::PP;
use Test::More;
use Clients;

client('python3', 'python3 --version');
my $script = put("$DIR/read-table.py", <<'END');
import csv, json, sys
with open(sys.argv[1], newline='', encoding='utf-8') as table:
    for row in csv.DictReader(table, strict=True):
        print(json.dumps(row))
END
my %columns = (
	aliases => 'Nickname',
	email => 'E-mail 1 - Value',
	phone => 'Phone 1 - Value',
	org => 'Organization Name',
	tags => 'Labels',
	birthday => 'Birthday',
	place => 'Location',
	url => 'URL',
	handle => 'Handle',
);

sub rows {
	my $said = said("python3 '$script' '$_[0]'");

	is($?, 0, 'csv reads it') or diag($said);
	utf8::encode($said);
	return map { decode_json($_) } split /\n/, $said;
}

my $known = known();
for my $as (['csv'], ['csv', '--raw']) {
	my @rows = rows(exported(@$as));
	is(@rows, @NAMES, "a row a person in @$as");
	for my $row (@rows) {
		my $name = $row->{Name} =~ s/[\r\n]+/ /gr;
		my $person = $known->{$name};
		ok($person, substr $name, 0, 40) or next;
		for my $key (sort keys %columns) {
			my $value = $row->{ $columns{$key} };
			unlike($value, qr/^[=+\-@\t\r]/, 'no formula')
			    if @$as == 1;
			$value =~ s/^'// if @$as == 1;
			is($value, join(' ::: ', @{ $person->{$key} }),
			    "$key: $value");
		}
	}
}

SKIP: {
	skip 'soffice is not installed', 2
	    if system 'command -v soffice >/dev/null';
	my $table = exported('csv');
	my $said = said("cd '$DIR' && mkdir office && soffice --headless " .
	    "--infilter='CSV:44,34,76,1' --convert-to ods --outdir office " .
	    "'$table' && cd office && unzip -p csv.ods content.xml");
	diag(said('soffice --version'));
	like($said, qr/박준호/, 'LibreOffice reads it');
	unlike($said, qr/table:formula/, 'and there is no formula in it');
}
done_testing;
